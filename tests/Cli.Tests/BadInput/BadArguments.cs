using static Cli.Tests.BadInput.BadCase;

namespace Cli.Tests.BadInput;

/// <summary>Command lines and ids.</summary>
internal static class BadArguments
{
    private const string Id = "fal-ai/x";

    public static IEnumerable<BadCase> All =>
    [
        Usage("no command"),
        Usage("only --json", "--json"),
        Usage("an unknown command", "frobnicate"),
        Usage("an unknown option", "add", Id, "--frob"),
        Usage("an option of another command", "doctor", "--keep-going"),
        Usage("a response file", "@line.txt"),
        Usage("add nothing", "add"),
        Usage("inspect nothing", "inspect"),
        Usage("inspect two", "inspect", Id, "fal-ai/y"),
        Usage("completion for nothing", "completion"),
        Usage("completion for another shell", "completion", "tcsh") with { Names = "tcsh" },
        Usage("a flag that is no flag", "add", Id, "--dry-run=7"),
        Usage("--check that is no flag", "refresh", "--check=maybe"),
        Usage("--service without an address", "add", Id, "--service"),
        Usage("--service that is not an address", "add", Id, "--service", "nowhere") with { Names = "nowhere" },
        Usage("--service by another protocol", "add", Id, "--service", "ftp://127.0.0.1/"),
        Usage("--service elsewhere", "add", Id, "--service", "http://example.com/") with { Names = "example.com" },
        Usage("--service that looks like the service", "refresh", "--service", "https://fal.ai.example/") with { Arrange = Worlds.Locked },
        Usage("--service with a user", "add", Id, "--service", "http://me:pw@127.0.0.1/"),
        Usage("--service with a query", "inspect", Id, "--service", "http://127.0.0.1/?a=1"),
        Usage("the variable names another machine", "add", Id) with { Arrange = static run => run.Environment["KLINGGEN_SERVICE"] = "http://10.0.0.1/", Names = "KLINGGEN_SERVICE" },
        Usage("a key with a line break", "add", Id) with { Arrange = static run => { run.Environment.Remove("KLINGGEN_SERVICE"); run.Environment["FAL_KEY"] = "a:b\nc"; }, Names = "FAL_KEY" },
        Usage("standard input twice", "add", "-", "-"),
        Usage("an endpoint that is not locked", "refresh", "fal-ai/other") with { Arrange = Worlds.Locked, Names = "fal-ai/other" },
        Usage("several projects", "add", Id) with { Arrange = static run => { run.Write("A.csproj", "<Project />"); run.Write("B.csproj", "<Project />"); }, Names = "A.csproj, B.csproj" },
        Usage("a namespace that is none", "inspect", "a.json", "--code", "--namespace", "not a namespace") with { Arrange = Worlds.Schema },
        Usage("a namespace that is code", "inspect", "a.json", "--code", "--namespace", "A; class B {}") with { Arrange = Worlds.Schema },
        .. HostileIds.Select(static id => Usage($"the id {Shown(id)}", "add", id)),
        .. HostileIds.Take(6).Select(static id => Usage($"inspect the id {Shown(id)}", "inspect", id)),
    ];

    private static string[] HostileIds =>
    [
        "fal-ai/../../etc/passwd", "fal-ai/..", "fal-ai/.", "fal-ai/", "fal-ai//x", "x", "", " ", "fal-ai/x?y=1", "fal-ai/x#y", "fal-ai/x%2e%2e%2f", "fal-ai/x y", "fal-ai/x\nklinggen: forged",
        "fal-ai/x\u001b[31mred", "fal-ai/\u202Egnp", "fal-ai/é", "C:\\Windows\\system32", "fal-ai\\x", "fal-ai/x;y", "fal-ai/x&endpoint_id=z", "fal-ai/" + new string('a', 300), "fal-ai/x\0y",
        "https://fal.ai/models/fal-ai/x", "fal-ai/x:8080", "fal-ai/$(rm)", "con", "~root/x/..",
    ];

    private static string Shown(string id) => System.Text.Json.JsonSerializer.Serialize(id.Length > 40 ? id[..40] : id);
}
