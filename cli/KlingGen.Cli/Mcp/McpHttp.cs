using System.Net;
using System.Net.Sockets;
using KlingGen.Cli.Hosting;
using KlingGen.Emulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Server;

namespace KlingGen.Cli.Mcp;

/// <summary>The streamable HTTP transport, on loopback alone: whoever reaches it can spend.</summary>
internal static class McpHttp
{
    /// <exception cref="CliException">The port is taken.</exception>
    public static async Task<int> RunAsync(CliHost host, Func<McpServerOptions> options, int port, string about, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = host.WorkingDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        McpServerOptions served = options();
        builder.Services.AddMcpServer(server =>
        {
            server.ServerInfo = served.ServerInfo;
            server.ServerInstructions = served.ServerInstructions;
            server.ToolCollection = served.ToolCollection;
        }).WithHttpTransport(static transport => transport.SessionMode = ModelContextProtocol.AspNetCore.HttpServerSessionMode.Stateful);
        await using WebApplication application = builder.Build();
        application.Use(static (context, next) =>
        {
            if (IsOwn(context.Request))
                return next(context);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        });
        application.MapMcp();
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            throw CliException.Unusable($"The server cannot listen on port {port}: {Sentences.Of(error)} Take another port with --http; 0 takes any free one.", error);
        }

        await host.Output.WriteLineAsync($"Ready at {application.Urls.First()} with {about}. Ctrl+C stops it.");
        await host.Output.FlushAsync(cancellationToken);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, host.Time, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl+C.
        }
        await application.StopAsync(CancellationToken.None);
        return ExitCodes.Success;
    }

    // A page of another site must not spend: neither by its own origin, nor by a name of its own that leads here.
    private static bool IsOwn(HttpRequest request) =>
        ControlAccess.IsLocal(request.Host.Host) && (request.Headers.Origin.ToString() is not { Length: > 0 } origin || ControlAccess.IsLocalOrigin(origin));
}
