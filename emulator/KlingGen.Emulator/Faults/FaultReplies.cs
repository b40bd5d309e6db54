using System.Text;
using System.Text.Json.Nodes;
using KlingGen.Emulator.Exchange;

namespace KlingGen.Emulator.Faults;

/// <summary>Faults that put another answer in the place of the real one.</summary>
internal static class FaultReplies
{
    public static Reply Replace(FalFault fault, Reply real, string requestId, string root)
    {
        Reply reply = fault.Kind switch
        {
            FalFaultKind.Status => Status(fault, requestId, root),
            FalFaultKind.HtmlPage => Page(fault.StatusCode ?? 502),
            >= FalFaultKind.UnreadableEmpty and <= FalFaultKind.UnreadableNoContent => Unreadable(fault.Kind),
            FalFaultKind.WrongType => Retyped(real, fault.ContentType ?? "text/plain"),
            _ => real,
        };
        foreach ((string name, string value) in fault.Headers)
            reply.With(name, value);
        return reply.With("Retry-After", fault.RetryAfter);
    }

    private static Reply Status(FalFault fault, string requestId, string root)
    {
        int status = fault.StatusCode ?? 500;
        if (fault.Body is not null)
        {
            string body = fault.Body.Replace("{request_id}", requestId, StringComparison.Ordinal).Replace("{origin}", root, StringComparison.Ordinal);
            return new Reply { Status = status, ContentType = fault.ContentType ?? "application/json", Body = Encoding.UTF8.GetBytes(body) };
        }

        return status switch
        {
            429 => Errors.TooManyRequests(),
            500 => Errors.Platform(500, "internal_error", "Internal Server Error"),
            502 => Errors.Platform(502, "runner_incomplete_response", "The runner sent an incomplete response"),
            503 => Errors.Platform(503, "runner_scheduling_failure", "No runner could be scheduled"),
            504 => Errors.Platform(504, "request_timeout", "The request timed out"),
            401 => Errors.UnknownKey(),
            403 => Errors.Detail(403, "User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing"),
            204 or 304 => new Reply { Status = status },
            _ => Reply.Json(status, new JsonObject { ["detail"] = $"Fault with status {status}" }),
        };
    }

    private static Reply Page(int status)
    {
        string name = status switch { 503 => "Service Temporarily Unavailable", 504 => "Gateway Time-out", _ => "Bad Gateway" };
        string page = $"<html>\r\n<head><title>{status} {name}</title></head>\r\n<body>\r\n<center><h1>{status} {name}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";
        return new Reply { Status = status, ContentType = "text/html", Body = Encoding.UTF8.GetBytes(page) };
    }

    private static Reply Unreadable(FalFaultKind kind) => kind switch
    {
        FalFaultKind.UnreadableNoContent => new Reply { Status = 204 },
        FalFaultKind.UnreadablePage => new Reply { ContentType = "text/html", Body = "<html><head><title>Welcome to our network</title></head></html>"u8.ToArray() },
        FalFaultKind.UnreadableCharset => new Reply { ContentType = "application/json; charset=utf-16", Body = Encoding.Unicode.GetBytes("""{"status":"COMPLETED"}""") },
        _ => Reply.Json(200, Encoding.UTF8.GetBytes(kind switch
        {
            FalFaultKind.UnreadableEmpty => "",
            FalFaultKind.UnreadableBlank => " \r\n\t \n",
            FalFaultKind.UnreadableCut => """{"status":"COMP""",
            FalFaultKind.UnreadableObject => "{}",
            FalFaultKind.UnreadableOther => """{"message":"ok","upstream":{"healthy":true}}""",
            FalFaultKind.UnreadableArray => "[{}]",
            FalFaultKind.UnreadableNull => "null",
            FalFaultKind.UnreadableNumber => "42",
            _ => "\"OK\"",
        })),
    };

    private static Reply Retyped(Reply real, string contentType)
    {
        var reply = new Reply { Status = real.Status, ContentType = contentType, Body = real.Body, Frames = real.Frames };
        foreach ((string name, string value) in real.Headers)
            reply.With(name, value);
        return reply;
    }
}
