namespace KlingGen.Emulator;

/// <summary>What goes wrong.</summary>
/// <remarks>
/// The sixteen grid kinds say how much of the real answer leaves ({full, half body, headers only, nothing}) and what happens then
/// ({orderly finish, silence, FIN, RST}). On an event stream, "half" is one whole event and half of the next.
/// Over HTTP/2, FIN and RST are those of the connection, and meet every request on it.
/// The unreadable kinds are successes by their status whose bodies are no answer to the request.
/// </remarks>
public enum FalFaultKind
{
    /// <summary>Another status instead of the answer, see <see cref="FalFault.StatusCode"/>.</summary>
    Status,

    /// <summary>The work fails with <see cref="FalFault.ErrorType"/>: a run, stream or result replays it. Strikes submits, runs and streams.</summary>
    Failure,

    /// <summary>The right answer, after <see cref="FalFault.Delay"/>.</summary>
    Slow,

    /// <summary>The whole answer and an orderly end: the control of the grid.</summary>
    FullFinish,

    /// <summary>The whole answer of unknown length, then silence instead of its end.</summary>
    FullStall,

    /// <summary>The whole answer of unknown length, then FIN instead of its end.</summary>
    FullFin,

    /// <summary>The whole answer of unknown length, then RST instead of its end.</summary>
    FullReset,

    /// <summary>Half of the body, declared as all of it: well-formed HTTP, broken JSON.</summary>
    HalfFinish,

    /// <summary>Half of the body, then silence.</summary>
    HalfStall,

    /// <summary>Half of the body, then FIN: the classic truncation.</summary>
    HalfFin,

    /// <summary>Half of the body, then RST.</summary>
    HalfReset,

    /// <summary>Headers that declare an empty body.</summary>
    HeadersFinish,

    /// <summary>Headers, then silence.</summary>
    HeadersStall,

    /// <summary>Headers, then FIN.</summary>
    HeadersFin,

    /// <summary>Headers, then RST.</summary>
    HeadersReset,

    /// <summary>A bare status line and nothing of the answer.</summary>
    NothingFinish,

    /// <summary>Silence after the request's body was received.</summary>
    NothingStall,

    /// <summary>FIN after the request's body was received: the lost answer.</summary>
    NothingFin,

    /// <summary>RST after the request's body was received.</summary>
    NothingReset,

    /// <summary>The right answer, one byte a packet.</summary>
    ByteByByte,

    /// <summary>All of the body after a <c>Content-Length</c> of two thirds of it.</summary>
    WrongLength,

    /// <summary>The right body under a content type that is not its own.</summary>
    WrongType,

    /// <summary>An ingress page (502, HTML, "nginx", no request id) instead of the answer.</summary>
    HtmlPage,

    /// <summary>A success without a word: 200 and an empty body.</summary>
    UnreadableEmpty,

    /// <summary>A success of blanks and line ends.</summary>
    UnreadableBlank,

    /// <summary>A success that is a page of HTML, as a captive portal answers.</summary>
    UnreadablePage,

    /// <summary>A success of JSON that breaks off.</summary>
    UnreadableCut,

    /// <summary>A success in UTF-16, declared as JSON.</summary>
    UnreadableCharset,

    /// <summary>A success that is an empty JSON object.</summary>
    UnreadableObject,

    /// <summary>A success that is a JSON object of something else.</summary>
    UnreadableOther,

    /// <summary>A success that is a JSON array.</summary>
    UnreadableArray,

    /// <summary>A success that is JSON <c>null</c>.</summary>
    UnreadableNull,

    /// <summary>A success that is a JSON number.</summary>
    UnreadableNumber,

    /// <summary>A success that is a JSON string.</summary>
    UnreadableText,

    /// <summary>204 instead of the answer.</summary>
    UnreadableNoContent,

    /// <summary>A GOAWAY whose last stream is one before the request's: it was never processed. Strikes requests over HTTP/2 alone.</summary>
    GoAway,

    /// <summary>The stream is reset with REFUSED_STREAM: the request was never processed. Strikes requests over HTTP/2 alone.</summary>
    RefusedStream,

    /// <summary>The stream is reset with INTERNAL_ERROR in place of the answer: nobody knows. Strikes requests over HTTP/2 alone.</summary>
    StreamReset,
}
