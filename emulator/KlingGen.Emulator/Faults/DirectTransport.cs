using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace KlingGen.Emulator.Faults;

/// <summary>Writes into the socket itself: what was flushed has left, and a fault that cuts the connection afterwards cuts it there.</summary>
internal static class DirectTransport
{
    /// <summary>The middleware of a connection.</summary>
    public static ConnectionDelegate Wrap(ConnectionDelegate next) => async connection =>
    {
        Socket socket = connection.Features.Get<IConnectionSocketFeature>()?.Socket ?? throw new InvalidOperationException("The connection has no socket.");
        IDuplexPipe server = connection.Transport;
        await using var stream = new NetworkStream(socket, ownsSocket: false);
        PipeWriter output = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        connection.Transport = new DuplexPipe(server.Input, output);
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            await server.Output.CompleteAsync().ConfigureAwait(false);
        }
    };
}

/// <summary>The two directions of a connection.</summary>
internal sealed class DuplexPipe(PipeReader input, PipeWriter output) : IDuplexPipe
{
    public PipeReader Input => input;

    public PipeWriter Output => output;
}
