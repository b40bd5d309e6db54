using System.Net;
using Cli.Tests.Support;
using KlingGen.TestKit;
using static Cli.Tests.BadInput.BadCase;

namespace Cli.Tests.BadInput;

/// <summary>Calls that cannot be, and worlds in which they fail: nothing is bought by mistake, and what was bought is not lost.</summary>
internal static class BadRuns
{
    private const string All = RunWorlds.All;
    private const string Request = "01a2dee6-1629-4c41-8038-2d6472837658";

    private static readonly string[] s_sound = ["run", All, "--text", "a", "--quiet"];

    public static IEnumerable<BadCase> Cases => [.. Lines, .. Values, .. Paths, .. Files, .. Templates, .. Numbers, .. Money, .. Journals, .. Networks, .. Many, .. Jobs];

    private static BadCase Run(string name, int exitCode, params string[] more) => new("run: " + name, exitCode, [.. s_sound, .. more]) { Arrange = RunWorlds.Endpoint };

    private static BadCase Wrong(string name, string names, params string[] more) => Run(name, ExitCodes.Usage, more) with { Names = names };

    private static IEnumerable<BadCase> Lines =>
    [
        Usage("run nothing", "run"),
        Usage("run an option", "run", "--text", "a"),
        Usage("run with an option before the endpoint", "run", "--out", "x", All) with { Arrange = RunWorlds.Endpoint, Names = "must follow 'run' directly" },
        Wrong("an unknown input", "--texts", "--texts", "b"),
        Wrong("a nested input that there is not", "--nested.depth", "--nested.depth", "1"),
        Wrong("an input of a list without its number", "--image-urls.first", "--image-urls.first", "x"),
        Usage("run: an input without its value", "run", All, "--text") with { Arrange = RunWorlds.Endpoint },
        Usage("run: an input twice", "run", All, "--text", "a", "--text", "b") with { Arrange = RunWorlds.Endpoint, Names = "--text is given 2 times" },
        Usage("run: a required input is missing", "run", All) with { Arrange = RunWorlds.Endpoint, Names = "Text (--text)" },
        Unusable("run: a schema that does not exist", static _ => { }, "run", "nowhere.json", "--text", "a"),
        Unusable("run: a schema that is none", static run => run.Write("a.json", "{}"), "run", "a.json", "--text", "a"),
        new("run: an endpoint that the service does not know", ExitCodes.Service, "run", "acme/none", "--text", "a"),
        Wrong("an emulator elsewhere", "example.com", "--emulator", "http://example.com/"),
        Wrong("an emulator by another protocol", "ftp", "--emulator", "ftp://127.0.0.1/"),
        Wrong("no key", "FAL_KEY") with { Arrange = static run => { RunWorlds.Endpoint(run); run.Environment.Remove("KLINGGEN_SERVICE"); } },
        Wrong("a key with a blank", "FAL_KEY") with { Arrange = static run => { RunWorlds.Endpoint(run); run.Environment.Remove("KLINGGEN_SERVICE"); run.Environment["FAL_KEY"] = "a b"; } },
        Wrong("another way to show pictures", "--picture", "--picture", "hologram"),
        Run("a standard output that nobody reads", ExitCodes.Unwritable, "--dry-run") with { Arrange = static run => { RunWorlds.Endpoint(run); run.Output = new BrokenWriter(); } },
    ];

    private static IEnumerable<BadCase> Values =>
    [
        Wrong("a whole number that is text", "--whole takes a whole number", "--whole", "two"),
        Wrong("a whole number with a fraction", "--whole", "--whole", "1.5"),
        Wrong("a whole number that is empty", "--whole", "--whole", ""),
        Wrong("a whole number beyond 64 bits", "--large", "--large", "99999999999999999999"),
        Wrong("a number below its range", "Whole (--whole) is 0", "--whole", "0"),
        Wrong("a number above its range", "Large (--large)", "--large", "9000000001"),
        Wrong("a fraction with a comma", "--fraction", "--fraction", "1,5"),
        Wrong("a fraction that is no number", "--fraction", "--fraction", "NaN"),
        Wrong("a fraction at its open end", "Fraction (--fraction)", "--fraction", "0"),
        Wrong("a fraction between its steps", "Step (--step)", "--step", "0.7"),
        Wrong("a flag that is a word", "--flag takes true or false", "--flag", "yes"),
        Wrong("a word that there is not", "--word takes one of a, b", "--word", "c"),
        Wrong("a text that is too long", "Text (--text)", "--set", "text=\"abcdef\"") with { Arguments = ["run", All, "--set", "text=\"abcdef\""] },
        Wrong("a text beside its pattern", "Text (--text)") with { Arguments = ["run", All, "--text", "A"] },
        Wrong("a list that is broken JSON", "--image-urls", "--image-urls", "[1"),
        Wrong("a list with too many items", "ImageUrls (--image-urls)", "--image-urls", "https://a/", "--image-urls", "https://b/", "--image-urls", "https://c/"),
        Wrong("a list with an item of another type", "--numbers", "--numbers", "one"),
        Wrong("a list with the same item twice", "Numbers (--numbers)", "--numbers", "1", "--numbers", "1"),
        Wrong("a map that is text", "--map", "--map", "a"),
        Wrong("a map with a value of another type", "Map[\"a\"] (--map.a)", "--map", "{\"a\":\"b\"}"),
        Wrong("a tuple that is too long", "Pair (--pair)", "--pair", "[1,2,3]"),
        Wrong("a tuple with text", "Pair[1] (--pair.1)", "--set", "pair=[1,\"b\"]"),
        Wrong("a record that is text", "--nested", "--nested", "a"),
        Wrong("a record without what it needs", "Nested.Width (--nested.width)", "--nested", "{}"),
        Wrong("a record with something else", "Nested[\"depth\"]", "--nested", "{\"width\":1,\"depth\":2}"),
        Wrong("a union that is neither", "--size", "--size", "[1]"),
        Wrong("an address that is none", "ImageUrl (--image-url)", "--image-url", "nowhere"),
        Wrong("a path without its @", "or @ and the path of a file", "--image-url", All),
        Wrong("null where a value is needed", "is null", "--set", "whole=null") with { Arguments = ["run", All, "--set", "text=null"] },
    ];

    private static IEnumerable<BadCase> Paths =>
    [
        Wrong("--set without =", "--set", "--set", "whole"),
        Wrong("--set without a path", "--set", "--set", "=1"),
        Wrong("--set of an unknown path", "wholes", "--set", "wholes=1"),
        Wrong("--set with text that is not JSON", "needs quotes", "--set", "text=abc"),
        Wrong("--set with a member twice", "--set", "--set", "nested={\"width\":1,\"width\":2}"),
        Wrong("--set into a number", "--set", "--set", "whole.x=1"),
        Wrong("a list with a gap", "numbered from 0", "--numbers.1", "2"),
        Wrong("an item number out of all reason", "--numbers.5000000", "--numbers.5000000", "2"),
        Wrong("the whole and its members", "not both", "--set", "size=\"small\"", "--size.width", "2"),
        Unusable("run: --input that does not exist", RunWorlds.Endpoint, "run", All, "--input", "no.json"),
        Unusable("run: --input that is a folder", RunWorlds.Endpoint, "run", All, "--input", "."),
        Unusable("run: --input that is not JSON", static run => { RunWorlds.Endpoint(run); run.Write("in.json", "{"); }, "run", All, "--input", "in.json"),
        Unusable("run: --input that is an array", static run => { RunWorlds.Endpoint(run); run.Write("in.json", "[]"); }, "run", All, "--input", "in.json"),
        Unusable("run: --input with a member twice", static run => { RunWorlds.Endpoint(run); run.Write("in.json", "{\"text\":\"a\",\"text\":\"b\"}"); }, "run", All, "--input", "in.json"),
        Unusable("run: --input nested without end", static run => { RunWorlds.Endpoint(run); run.Write("in.json", new string('[', 5000)); }, "run", All, "--input", "in.json"),
        Unusable("run: --input that is a picture", static run => { RunWorlds.Endpoint(run); File.WriteAllBytes(run.PathOf("in.json"), [0x89, 0x50, 0xFF]); }, "run", All, "--input", "in.json"),
        Unusable("run: --input of 5 GB", static run => { RunWorlds.Endpoint(run); RunWorlds.Sparse(run.PathOf("in.json"), 5L << 30); }, "run", All, "--input", "in.json"),
        Unusable("run: standard input that is not JSON", static run => { RunWorlds.Endpoint(run); run.Input = "nothing"u8.ToArray(); }, "run", All, "--input", "-"),
        Usage("run: --input with an unknown member", "run", All, "--input", "in.json") with { Arrange = static run => { RunWorlds.Endpoint(run); run.Write("in.json", "{\"text\":\"a\",\"txt\":\"b\"}"); }, Names = "did you mean 'text'?" },
    ];

    private static IEnumerable<BadCase> Files =>
    [
        Wrong("a file that does not exist", "ImageUrl (--image-url)", "--image-url", "@no.png"),
        Wrong("a file that is a directory", "directory", "--image-url", "@."),
        Wrong("an @ without a path", "ImageUrl (--image-url)", "--image-url", "@"),
        Wrong("a nested file that does not exist", "Nested.MaskUrl (--nested.mask-url)", "--nested.width", "1", "--nested.mask-url", "@no.png"),
        Wrong("the second file of a list that does not exist", "ImageUrls[1] (--image-urls.1)", "--image-urls", "https://example.com/a.png", "--image-urls", "@no.png"),
        new("run: a file of 5 GB where 10 MiB are allowed", ExitCodes.Usage, "run", "kling.json", "--prompt", "a", "--elements.0.frontal-image-url", "@big.png")
        {
            Arrange = static run => { run.Write("kling.json", KlingSchema.Text); RunWorlds.Sparse(run.PathOf("big.png"), 5L << 30); },
            Names = "5368709120 bytes",
        },
        new("run: a picture that is too small", ExitCodes.Usage, "run", "kling.json", "--prompt", "a", "--elements.0.frontal-image-url", "@small.png")
        {
            Arrange = static run => { run.Write("kling.json", KlingSchema.Text); File.WriteAllBytes(run.PathOf("small.png"), KlingGen.Emulator.Pictures.Plain.PngFile.Write(new(20, 20), static _ => default)); },
            Names = "300",
        },
    ];

    private static IEnumerable<BadCase> Templates =>
    [
        Wrong("a template with an unknown word", "{id}", "--out", "{id}.png"),
        Wrong("a template without its }", "'{' without its '}'", "--out", "a{index.png"),
        Wrong("a template without its {", "'}' without its '{'", "--out", "aindex}.png"),
        Wrong("a template with braces in the folder", "folder", "--out", "{request_id}/a.png"),
        Wrong("a template that is empty", "--out", "--out", ""),
        Wrong("a template with a line break", "--out", "--out", "a\nb.png"),
        Run("a template whose folder is a file", ExitCodes.Unwritable, "--out", All + "/a.png") with { Names = All },
    ];

    private static IEnumerable<BadCase> Numbers =>
    [
        Wrong("--max-cost that is text", "--max-cost", "--max-cost", "cheap"),
        Wrong("--max-cost below zero", "--max-cost", "--max-cost=-1"),
        Wrong("--ask-above with a comma", "--ask-above", "--ask-above", "0,5"),
        Wrong("--assume-cost that is text", "--assume-cost", "--assume-cost", "little"),
        Wrong("--timeout of no time", "--timeout", "--timeout", "0"),
        Wrong("--timeout that is text", "--timeout", "--timeout", "soon"),
        Wrong("--concurrency of none", "--concurrency", "--concurrency", "0", "--many", "lines.jsonl"),
        Wrong("--concurrency of too many", "--concurrency", "--concurrency", "101", "--many", "lines.jsonl"),
    ];

    private static IEnumerable<BadCase> Money =>
    [
        Run("a cost that is not known and must be low", ExitCodes.TooExpensive, "--max-cost", "1") with { Names = "--assume-cost" },
        Run("an assumed cost above the limit", ExitCodes.TooExpensive, "--max-cost", "1", "--assume-cost", "2") with { Names = "2 USD" },
        new("run: more than --max-cost", ExitCodes.TooExpensive, "run", "kling.json", "--prompt", "a", "--num-images", "9", "--max-cost", "0.5") { Arrange = RunWorlds.Paid(0.1m), Names = "0.9 USD" },
        new("run: more than is asked about, and nobody is there", ExitCodes.TooExpensive, "run", "kling.json", "--prompt", "a", "--num-images", "9") { Arrange = RunWorlds.Paid(1m), Names = "--yes" },
        new("run: a person who says nothing", ExitCodes.TooExpensive, "run", "kling.json", "--prompt", "a", "--num-images", "9", "--json") { Arrange = static run => { RunWorlds.Paid(1m)(run); run.IsTerminal = true; }, Names = "9 USD" },
    ];

    private static IEnumerable<BadCase> Journals =>
    [
        Run("a journal of a newer version", ExitCodes.Unusable) with { Arrange = static run => { RunWorlds.Endpoint(run); RunWorlds.WriteJournal(run, """{"journal":"klinggen jobs","version":2}"""); }, Names = "version 2" },
        Run("a journal that is none", ExitCodes.Unusable) with { Arrange = static run => { RunWorlds.Endpoint(run); RunWorlds.WriteJournal(run, "shopping list", "milk"); }, Names = "not a job journal" },
        Run("a journal that is a folder", ExitCodes.Unwritable) with { Arrange = static run => { RunWorlds.Endpoint(run); Directory.CreateDirectory(Path.Combine(run.Data, "jobs.jsonl")); }, Names = "jobs.jsonl" },
        Run("a journal's folder that is a file", ExitCodes.Unwritable, "--data", All) with { Names = All },
        Run("a journal's folder without a name", ExitCodes.Usage, "--data", "") with { Names = "--data" },
        Run("a journal that another process holds", ExitCodes.Unwritable) with
        {
            Arrange = static run =>
            {
                RunWorlds.Endpoint(run);
                run.Time = new IdleTime();
                Directory.CreateDirectory(run.Data);
                run.Held = new FileStream(Path.Combine(run.Data, "jobs.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
            },
            Names = "locked",
        },
        Run("no place for a journal", ExitCodes.Usage) with { Arrange = static run => { RunWorlds.Endpoint(run); run.Environment.Remove("KLINGGEN_DATA"); }, Names = "--data" },
    ];

    private static IEnumerable<BadCase> Networks =>
    [
        Run("a service that refuses the key", ExitCodes.Service) with { Arrange = RunWorlds.Submit(static () => StubService.Json("""{"detail":"no"}""", HttpStatusCode.Unauthorized)), Names = "Nothing was bought" },
        Run("an account that is empty", ExitCodes.Service) with { Arrange = RunWorlds.Submit(static () => StubService.Json("""{"detail":"Exhausted balance"}""", HttpStatusCode.Forbidden)), Names = "Nothing was bought" },
        Run("a service that refuses the input", ExitCodes.Service) with { Arrange = RunWorlds.Submit(static () => StubService.Json("""{"detail":[{"loc":["body","text"],"msg":"too rude","type":"value_error"}]}""", HttpStatusCode.UnprocessableEntity)), Names = "too rude" },
        Run("a service that is not there", ExitCodes.Service) with { Arrange = RunWorlds.Submit(static () => throw new HttpRequestException(HttpRequestError.NameResolutionError, "no such name"), isReached: false), Names = "Nothing was bought" },
        Run("a connection that breaks behind the request", ExitCodes.Unknown) with { Arrange = RunWorlds.Submit(static () => throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset")), Names = "klinggen jobs show k" },
        Run("an answer to the submit that is no JSON", ExitCodes.Unknown) with { Arrange = RunWorlds.Submit(static () => RunWorlds.Text(HttpStatusCode.OK, "<html>")), Names = "not sent again" },
        Run("a gateway's failure of the submit", ExitCodes.Unknown) with { Arrange = RunWorlds.Submit(static () => RunWorlds.Text(HttpStatusCode.BadGateway, "<html>")), Names = "not known whether" },
        Run("a network that dies after the submit", ExitCodes.Service) with { Arrange = RunWorlds.AfterSubmit(static _ => throw new HttpRequestException(HttpRequestError.ConnectionError, "gone")), Names = "klinggen jobs wait k" },
        Run("a job that fails", ExitCodes.Service) with
        {
            Arrange = RunWorlds.AfterSubmit(static request => request.RequestUri!.AbsolutePath.Contains("/status", StringComparison.Ordinal)
                ? StubService.Json($$"""{"status":"COMPLETED","request_id":"{{Request}}","error":"out of memory","error_type":"internal_error"}""")
                : StubService.Json("""{"detail":"out of memory"}""", HttpStatusCode.InternalServerError)),
            Names = "failed",
        },
        Run("waiting that ends before the job", ExitCodes.Service, "--timeout", "5") with
        {
            Arrange = RunWorlds.AfterSubmit(static request => request.RequestUri!.AbsolutePath.Contains("/status", StringComparison.Ordinal)
                ? StubService.Json($$"""{"status":"IN_PROGRESS","request_id":"{{Request}}"}""")
                : StubService.Json("{}")),
            Names = "klinggen jobs wait k",
        },
    ];

    private static IEnumerable<BadCase> Many =>
    [
        Unusable("many: a file that does not exist", RunWorlds.Endpoint, "run", All, "--many", "no.jsonl"),
        Unusable("many: a folder", RunWorlds.Endpoint, "run", All, "--many", "."),
        Unusable("many: an empty file", static run => { RunWorlds.Endpoint(run); run.Write("lines.jsonl", "\n\n"); }, "run", All, "--many", "lines.jsonl") with { Names = "has no line" },
        Usage("many: standard input twice", "run", All, "--many", "-", "--input", "-") with { Arrange = RunWorlds.Endpoint, Names = "standard input" },
        Usage("many: --submit", "run", All, "--many", "lines.jsonl", "--submit") with { Arrange = RunWorlds.Endpoint, Names = "--submit" },
        Usage("many: --csharp", "run", All, "--many", "lines.jsonl", "--csharp") with { Arrange = RunWorlds.Endpoint, Names = "--csharp" },
        Usage("--concurrency without --many", [.. s_sound, "--concurrency", "2"]) with { Arrange = RunWorlds.Endpoint, Names = "--many" },
        Usage("--csharp of what has no place in C#", [.. s_sound, "--csharp", "--no-validate", "--set", "free={}", "--input", "in.json"]) with { Arrange = static run => { RunWorlds.Endpoint(run); run.Write("in.json", "{\"unknown\":1}"); }, Names = "unknown" },
    ];

    private static IEnumerable<BadCase> Jobs =>
    [
        Usage("jobs without a command", "jobs"),
        Usage("jobs with another command", "jobs", "dance"),
        Usage("jobs: an unknown state", "jobs", "list", "--state", "happy"),
        Usage("jobs: show nothing", "jobs", "show"),
        Usage("jobs: a job that there is not", "jobs", "wait", "k1") with { Names = "k1" },
        Usage("jobs: a hostile name", "jobs", "wait", "k\u001b[31m\nforged") with { Arrange = static run => RunWorlds.Journal(run, RunWorlds.Intent("kaaa")) },
        Usage("jobs: the beginning of two", "jobs", "wait", "k") with { Arrange = static run => RunWorlds.Journal(run, RunWorlds.Intent("kaaa"), RunWorlds.Intent("kbbb")), Names = "2 jobs" },
        new("jobs: wait for what is not known", ExitCodes.Unknown, "jobs", "wait", "kaaa") { Arrange = static run => RunWorlds.Journal(run, RunWorlds.Intent("kaaa")), Names = "not known whether" },
        new("jobs: cancel what is not known", ExitCodes.Unknown, "jobs", "cancel", "kaaa") { Arrange = static run => RunWorlds.Journal(run, RunWorlds.Intent("kaaa")) },
        Usage("jobs: wait for what was not bought", "jobs", "wait", "kaaa") with { Arrange = static run => RunWorlds.Journal(run, RunWorlds.Intent("kaaa"), """{"at":"2026-01-01T00:00:02Z","job":"kaaa","event":"not-bought","reason":"no money"}"""), Names = "no money" },
        Usage("jobs: wait at an emulator that is gone", "jobs", "wait", "kaaa") with { Arrange = static run => RunWorlds.Journal(run, RunWorlds.Intent("kaaa", isEphemeral: true), RunWorlds.Handle("kaaa", Request)), Names = "emulator" },
        Usage("jobs: a journal that names a foreign service", "jobs", "wait", "kaaa") with { Arrange = static run => RunWorlds.Journal(run, RunWorlds.Intent("kaaa", "http://example.com/"), RunWorlds.Handle("kaaa", Request)), Names = "example.com" },
        Usage("jobs: forget what still costs money", "jobs", "forget", "kaaa") with { Arrange = static run => RunWorlds.Journal(run, RunWorlds.Intent("kaaa"), RunWorlds.Handle("kaaa", Request)), Names = "--yes" },
        new("jobs: a service that has forgotten the job", ExitCodes.Service, "jobs", "wait", "kaaa") { Arrange = static run => { RunWorlds.Journal(run, RunWorlds.Intent("kaaa"), RunWorlds.Handle("kaaa", Request)); run.Time = new IdleTime(); }, Names = "kaaa" },
        Unusable("jobs: a journal of a newer version", static run => RunWorlds.WriteJournal(run, """{"journal":"klinggen jobs","version":99}"""), "jobs", "list") with { Names = "version 99" },
        Unusable("gallery: no such folder", static _ => { }, "gallery", "nowhere"),
        Unusable("gallery: nothing in it", static run => Directory.CreateDirectory(run.PathOf("empty")), "gallery", "empty"),
        Usage("gallery of nothing", "gallery"),
        Usage("explain what there is not", "explain", "KLG9999"),
        Usage("explain with a slip of the finger", "explain", "KLG005") with { Names = "KLG0005" },
        Usage("explain a path", "explain", "../../etc/passwd"),
        Usage("models: no limit", "models", "--limit", "0"),
        Usage("models: a limit that is text", "models", "--limit", "all"),
        Service("models: no list", static _ => StubService.Json("""{"something":"else"}"""), "models", "kling"),
        Service("models: refused", static _ => StubService.Json("{\"a\":1}", HttpStatusCode.Unauthorized), "models"),
    ];
}
