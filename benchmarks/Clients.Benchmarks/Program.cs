using System.Globalization;
using System.Text.Json.Nodes;
using Clients.Benchmarks;
using KlingGen.Emulator;

// dotnet run -c Release --project benchmarks/Clients.Benchmarks [-- --quick]
// Makes clients of one endpoint in a temporary folder, and compares them against the emulator: what it costs to make, to build, to start and to call them, and
// what they do when things go wrong. Needs NuGet; the JavaScript client joins in where `npm ci` has run in tests/Interop.
const string kiota = "1.38.0", nswag = "14.7.1", refit = "16.4.0", kiotaLibraries = "2.1.6";
bool isQuick = args.Contains("--quick");
string root = AppContext.BaseDirectory;
while (!File.Exists(Path.Combine(root, "KlingGen.sln")))
    root = Path.GetDirectoryName(root.TrimEnd(Path.DirectorySeparatorChar))!;
string sources = Path.Combine(AppContext.BaseDirectory, "Candidates"), schema = Path.Combine(root, "schemas", "kling-image-v3-text-to-image.json");
DirectoryInfo folder = Directory.CreateTempSubdirectory("klinggen-clients-");
try
{
    string version = "0.1.0-bench." + DateTime.UtcNow.Ticks.ToString(CultureInfo.InvariantCulture), feed = Path.Combine(folder.FullName, "feed");
    await PackAsync("generator/KlingGen.Generator");
    await PackAsync("runtime/KlingGen.Runtime");
    Task PackAsync(string project) =>
        Command.RunAsync(root, "dotnet", "pack", project, "-o", feed, $"-p:Version={version}", "--artifacts-path", Path.Combine(folder.FullName, "artifacts"), "-v", "q", "-nologo");
    await Command.RunAsync(folder.FullName, "dotnet", "new", "nugetconfig");
    await Command.RunAsync(folder.FullName, "dotnet", "nuget", "add", "source", feed, "-n", "candidates", "--configfile", Path.Combine(folder.FullName, "nuget.config"));
    await Command.RunAsync(folder.FullName, "dotnet", "new", "tool-manifest");
    await Command.RunAsync(folder.FullName, "dotnet", "tool", "install", "Microsoft.OpenApi.Kiota", "--version", kiota);
    await Command.RunAsync(folder.FullName, "dotnet", "tool", "install", "NSwag.ConsoleCore", "--version", nswag);

    // NSwag 14 takes the "text or null" of OpenAPI 3.1 for a class without members, and cannot read an answer: it gets the document in the words of 3.0.
    string lowered = Path.Combine(folder.FullName, "lowered.json");
    File.WriteAllText(lowered, NullableWords.Lower(JsonNode.Parse(File.ReadAllText(schema))!).ToJsonString());
    string Generated(string name) => Path.Combine(folder.FullName, name, "Generated");
    string interop = Path.Combine(root, "tests", "Interop");
    Candidate[] javaScript = Directory.Exists(Path.Combine(interop, "node_modules"))
        ? [new("JavaScript", folder.FullName) { Packages = [], Launch = ["node", Path.Combine(sources, "JavaScript", "program.mjs"), interop] }]
        : [];
    Candidate[] candidates =
    [
        new("ByHand", folder.FullName) { Packages = [] },
        new("KlingGen", folder.FullName) { Packages = [$"KlingGen {version}"], Items = $"<KlingGenSchema Include=\"{schema}\" />" },
        new("NSwag", folder.FullName)
        {
            // With /JsonLibrary:SystemTextJson it sends enums by their names in C#, which the service refuses.
            Packages = ["Newtonsoft.Json 13.0.3"],
            Generate = ["nswag", "openapi2csclient", $"/input:{lowered}", $"/output:{Generated("NSwag")}/Client.cs", "/namespace:NSwagClient"],
        },
        new("Kiota", folder.FullName)
        {
            Packages = [.. "Abstractions Http.HttpClientLibrary Serialization.Json Serialization.Form Serialization.Multipart Serialization.Text".Split(' ').Select(static part => $"Microsoft.Kiota.{part} {kiotaLibraries}")],
            Generate = ["kiota", "generate", "-l", "CSharp", "-d", schema, "-o", Generated("Kiota"), "-n", "Kiota.Client", "-c", "KlingClient", "--clean-output", "--log-level", "Error"],
        },
        new("Refit", folder.FullName) { Packages = [$"Refit {refit}"] },
        .. javaScript,
    ];

    await using FalEmulator emulator = await FalEmulator.StartAsync(new FalEmulatorOptions { Schemas = { schema }, Timing = FalEmulatorTiming.Instant, DrawPictures = false });
    var queue = new Uri(emulator.Address, "queue/");
    Console.WriteLine("| | generate, ms | build after an edit, ms | lines nobody wrote | assemblies, kB | first job of a process, ms | a job, µs | a job, bytes |\n|---|---|---|---|---|---|---|---|");
    var made = new List<(Candidate Candidate, double? Generate, double? Build)>();
    foreach (Candidate candidate in candidates)
    {
        candidate.Write(sources);
        double? generate = await candidate.GenerateAsync(folder.FullName, isQuick ? 1 : 5);
        made.Add((candidate, generate, await candidate.BuildAsync(isQuick ? 1 : 5)));
    }

    // In turn, so that a busy minute falls on all of them; the fastest counts.
    var first = candidates.ToDictionary(static candidate => candidate, static _ => double.MaxValue);
    var steady = candidates.ToDictionary(static candidate => candidate, static _ => (Micros: double.MaxValue, Bytes: long.MaxValue));
    for (int round = 0; round < (isQuick ? 2 : 10); round++)
    {
        foreach (Candidate candidate in candidates)
        {
            (string said, double milliseconds) = await candidate.OnceAsync(queue);
            if (said != "ok 2")
                throw new InvalidOperationException($"{candidate.Name}: {said}");
            first[candidate] = Math.Min(first[candidate], milliseconds);
            (double micros, long bytes) = await candidate.SteadyAsync(queue, isQuick ? 200 : 1000);
            steady[candidate] = (Math.Min(steady[candidate].Micros, micros), Math.Min(steady[candidate].Bytes, bytes));
            emulator.Journal.Clear();
        }
    }

    (double Build, double First, double Micros, double Bytes) unit = (made[0].Build!.Value, first[candidates[0]], steady[candidates[0]].Micros, steady[candidates[0]].Bytes);
    foreach ((Candidate candidate, double? generate, double? build) in made)
    {
        (double micros, long bytes) = steady[candidate];
        string[] cells =
        [
            Cell(generate, null), Cell(build, unit.Build), candidate.Launch is null ? candidate.GeneratedLines.ToString(CultureInfo.InvariantCulture) : "–", Cell(candidate.OutputKilobytes, null),
            Cell(first[candidate], unit.First), Cell(micros, unit.Micros), Cell(bytes == 0 ? null : bytes, unit.Bytes),
        ];
        Console.WriteLine($"| {candidate.Name} | {string.Join(" | ", cells)} |");
    }

    await Behaviours.PrintAsync(candidates, emulator, queue);
}
finally
{
    folder.Delete(recursive: true);
}

// A figure, and what it is times the first line's.
static string Cell(double? value, double? unit)
{
    if (value is not { } number)
        return "–";
    string times = unit is { } one ? string.Create(CultureInfo.InvariantCulture, $" ({number / one:F2})") : "";
    return string.Create(CultureInfo.InvariantCulture, $"{number:F0}{times}");
}
