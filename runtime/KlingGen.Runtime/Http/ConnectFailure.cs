using System.Net.Sockets;

namespace KlingGen;

/// <summary>Distinguishes a host that was never connected to from one that may have received something.</summary>
internal static class ConnectFailure
{
    /// <summary>
    /// Whether the exchange ended before there was a connection. A paid request needs the proof of its content as well: a body that was asked for may have left,
    /// whatever the exception says.
    /// </summary>
    public static bool IsProven(in Failure failure)
    {
        if (failure.Response is not null || failure.Content?.Left == true || failure.Scope.IsOver)
            return false;
        // The time limit of an attempt says nothing by itself; with a body that nobody asked for it says that there was no connection.
        return IsKind(failure.Error) || (failure.Content is not null && failure.Error is OperationCanceledException);
    }

    private static bool IsKind(Exception error)
    {
        for (Exception? cause = error; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case HttpRequestException
                {
                    HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
                }:
                // The socket handler's ConnectTimeout.
                case OperationCanceledException { InnerException: TimeoutException }:
                case SocketException
                {
                    SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery or SocketError.ConnectionRefused
                    or SocketError.HostUnreachable or SocketError.HostDown or SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.AddressNotAvailable,
                }:
                    return true;
            }
        }

        return false;
    }
}
