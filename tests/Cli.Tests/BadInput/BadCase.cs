using Cli.Tests.Support;

namespace Cli.Tests.BadInput;

/// <summary>A way to use the tool wrongly, or a world that lets it down, and how the tool must end.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="ExitCode">The documented code.</param>
/// <param name="Arguments">The command line.</param>
internal sealed record BadCase(string Name, int ExitCode, params string[] Arguments)
{
    /// <summary>Makes the world bad.</summary>
    public Action<CliRun>? Arrange { get; init; }

    /// <summary>What the sentence must name.</summary>
    public string Names { get; init; } = "";

    public static BadCase Usage(string name, params string[] arguments) => new(name, ExitCodes.Usage, arguments);

    public static BadCase Unusable(string name, Action<CliRun> arrange, params string[] arguments) => new(name, ExitCodes.Unusable, arguments) { Arrange = arrange };

    public static BadCase Unwritable(string name, Action<CliRun> arrange, params string[] arguments) => new(name, ExitCodes.Unwritable, arguments) { Arrange = arrange };

    public static BadCase Service(string name, Func<HttpRequestMessage, HttpResponseMessage?> answer, params string[] arguments) => new(name, ExitCodes.Service, arguments)
    {
        Arrange = run =>
        {
            var service = new StubService { Instead = answer };
            run.NewHandler = service.NewHandler;
        },
    };

    public override string ToString() => Name;
}
