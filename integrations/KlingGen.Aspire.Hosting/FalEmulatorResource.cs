using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The KlingGen emulator of fal.ai: <c>klinggen serve</c> as a part of the application.</summary>
/// <param name="name">Name of the resource, and of its connection string.</param>
/// <param name="command">The program that is started.</param>
/// <param name="workingDirectory">Where it is started; relative paths of schemas are those of the application host.</param>
public sealed class FalEmulatorResource(string name, string command, string workingDirectory) : ExecutableResource(name, command, workingDirectory), IResourceWithConnectionString
{
    internal const string EndpointName = "http";

    /// <summary>The address that clients call, and a browser for the page.</summary>
    public EndpointReference PrimaryEndpoint => field ??= new EndpointReference(this, EndpointName);

    /// <summary><c>EmulatorAddress=http://…</c>, which <c>AddFal(configuration.GetSection("ConnectionStrings:name"))</c> reads.</summary>
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"EmulatorAddress={PrimaryEndpoint.Property(EndpointProperty.Url)}");

    internal FalEmulatorSettings Settings { get; } = new();
}

/// <summary>The words behind <c>klinggen serve</c>.</summary>
internal sealed class FalEmulatorSettings
{
    public List<string> Schemas { get; } = [];

    public List<string> Faults { get; } = [];

    public string? Replay { get; set; }

    public bool Strict { get; set; }

    public bool Instant { get; set; }

    /// <summary>A tool of the user's own: a program, or a .dll for <c>dotnet</c>; null for the package of this version.</summary>
    public string? Tool { get; set; }

    public IEnumerable<object> Arguments(EndpointReference endpoint)
    {
        if (Tool is null)
        {
            yield return "tool";
            yield return "exec";
            yield return string.Create(CultureInfo.InvariantCulture, $"KlingGen.Cli@{Version}");
            yield return "--yes";
            yield return "--";
        }
        else if (IsAssembly)
        {
            yield return Tool;
        }

        yield return "serve";
        foreach (string path in Schemas)
            yield return path;
        yield return "--port";
        yield return endpoint.Property(EndpointProperty.TargetPort);
        yield return "--timing";
        yield return Instant ? "instant" : "demo";
        foreach (string rule in Faults)
        {
            yield return "--fault";
            yield return rule;
        }
        if (Replay is { } replay)
        {
            yield return "--replay";
            yield return replay;
            if (Strict)
                yield return "--strict";
        }
    }

    /// <summary>What is started.</summary>
    public string Command => Tool is null || IsAssembly ? "dotnet" : Tool;

    private bool IsAssembly => Tool?.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) == true;

    private static string Version => typeof(FalEmulatorSettings).Assembly.GetName().Version!.ToString(3);
}
