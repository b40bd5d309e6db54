using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;

namespace System.Net.Http
{
    /// <summary>What ended an exchange.</summary>
    [Microsoft.CodeAnalysis.Embedded]
    internal enum HttpRequestError
    {
        Unknown,
        NameResolutionError,
        ConnectionError,
        SecureConnectionError,
        ProxyTunnelError,
        InvalidResponse,
        ResponseEnded,
    }

    /// <summary>An answer that broke off or makes no sense.</summary>
    [Microsoft.CodeAnalysis.Embedded]
    internal sealed class HttpIOException(HttpRequestError httpRequestError, string? message = null, Exception? innerException = null)
        : IOException(message ?? "The exchange ended.", innerException)
    {
        public HttpRequestError HttpRequestError { get; } = httpRequestError;

        public override string Message => $"{base.Message} ({HttpRequestError})";
    }
}

namespace System.Net.Http.Headers
{
    /// <summary>The values of one header.</summary>
    [Microsoft.CodeAnalysis.Embedded]
    internal readonly struct HeaderStringValues(IEnumerable<string> values)
    {
        public IEnumerator<string> GetEnumerator() => values.GetEnumerator();
    }

    /// <summary>Headers as they came, as far as they can be had here.</summary>
    [Microsoft.CodeAnalysis.Embedded]
    internal readonly struct HttpHeadersNonValidated(HttpHeaders headers)
    {
        public bool Contains(string name) => headers.Contains(name);

        public bool TryGetValues(string name, out HeaderStringValues values)
        {
            bool found = headers.TryGetValues(name, out IEnumerable<string>? texts);
            values = new HeaderStringValues(texts ?? []);
            return found;
        }
    }
}

namespace KlingGen
{
    /// <summary>Makes failures of a known kind, by a cause that says it.</summary>
    internal static class RequestErrors
    {
        public static HttpRequestException New(HttpRequestError kind, string message) => new(message, new KindException(kind, message));

        internal sealed class KindException(HttpRequestError kind, string message) : Exception(message)
        {
            public HttpRequestError Kind => kind;
        }
    }

    internal static class HttpPolyfills
    {
        extension(HttpHeaders headers)
        {
            public HttpHeadersNonValidated NonValidated => new(headers);
        }

        extension(HttpVersion)
        {
            public static Version Version20 => new(2, 0);
        }

        extension(HttpClient client)
        {
            /// <summary>HTTP/1.1 is all there is.</summary>
            public Version DefaultRequestVersion
            {
                get => HttpVersion.Version11;
                set => _ = client;
            }
        }

        extension(HttpRequestException error)
        {
            /// <summary>By the cause, which each framework says in its own way.</summary>
            public HttpRequestError HttpRequestError
            {
                get
                {
                    for (Exception? cause = error.InnerException; cause is not null; cause = cause.InnerException)
                    {
                        HttpRequestError kind = Of(cause);
                        if (kind != HttpRequestError.Unknown)
                            return kind;
                    }

                    return HttpRequestError.Unknown;
                }
            }
        }

        extension(HttpContent content)
        {
            public Task<Stream> ReadAsStreamAsync(CancellationToken cancellationToken)
            {
                cancellationToken.ThrowIfCancellationRequested();
                return content.ReadAsStreamAsync();
            }
        }

        extension(IPAddress address)
        {
            public bool TryWriteBytes(Span<byte> destination, out int bytesWritten)
            {
                byte[] bytes = address.GetAddressBytes();
                bytesWritten = bytes.Length;
                return bytes.AsSpan().TryCopyTo(destination);
            }
        }

        private static HttpRequestError Of(Exception cause) => cause switch
        {
            RequestErrors.KindException known => known.Kind,
            WebException { Status: WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure } => HttpRequestError.NameResolutionError,
            WebException { Status: WebExceptionStatus.ConnectFailure } => HttpRequestError.ConnectionError,
            WebException { Status: WebExceptionStatus.SecureChannelFailure or WebExceptionStatus.TrustFailure } or AuthenticationException => HttpRequestError.SecureConnectionError,
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery } => HttpRequestError.NameResolutionError,
            SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostUnreachable or SocketError.NetworkUnreachable } => HttpRequestError.ConnectionError,
            _ => HttpRequestError.Unknown,
        };
    }
}
