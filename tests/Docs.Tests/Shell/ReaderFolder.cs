using System.Xml.Linq;
using Docs.Tests.Blocks;
using KlingGen.Emulator;
using KlingGen.TestKit;

namespace Docs.Tests.Shell;

/// <summary>
/// What a reader of the pages has: a repository with a project that uses KlingGen, the tool on the PATH, and a service. The service is an emulator
/// (<c>KLINGGEN_SERVICE</c>), the tool is the one of this build, and what ends only when it is stopped is stopped as soon as it is ready.
/// </summary>
public sealed class ReaderFolder : IAsyncLifetime
{
    private const string Commit = "-c user.name=reader -c user.email=reader@example.org commit -q";

    private readonly string _root = Directory.CreateTempSubdirectory("klinggen-docs-").FullName;
    private FalEmulator? _emulator;

    // Endpoints that pages name besides those of this repository.
    private static readonly string[] s_others = ["fal-ai/flux/dev", "fal-ai/whisper"];

    private string Home => Path.Combine(_root, "home");

    private string Tools => Path.Combine(_root, "tools");

    public async ValueTask InitializeAsync()
    {
        string document = File.ReadAllText(Repository.File("schemas/kling-image-v3-text-to-image.json"));
        foreach (string id in s_others)
            Write(_root, $"others/{Path.GetFileName(id)}.json", document.Replace("fal-ai/kling-image/v3/text-to-image", id, StringComparison.Ordinal));
        _emulator = await FalEmulator.StartAsync(new() { Schemas = { Repository.File("schemas"), Path.Combine(_root, "others") }, Timing = FalEmulatorTiming.Instant }, TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Combine(Home, ".config/fish/completions"));
        Directory.CreateDirectory(Tools);
        Script("klinggen", $$"""
            program="{{Path.Combine(AppContext.BaseDirectory, "KlingGen.Cli.dll")}}"
            arguments=()
            for argument in "$@"; do
              case "$argument" in 5077|5080) arguments+=(0) ;; *) arguments+=("$argument") ;; esac
            done
            case "$1 $*" in
              serve* | mcp*--http*)
                # Ready with the first line that has an address; a port of a page may be taken here.
                coproc server { exec 2>&1; exec {{Dotnet}} "$program" "${arguments[@]}"; }
                pid=$server_PID ready=1
                while read -r line <&"${server[0]}"; do
                  case "$line" in *http://127.0.0.1:*) ready=0; break ;; esac
                done
                kill -INT "$pid" 2>/dev/null
                wait "$pid"
                exit "$ready" ;;
              *) exec {{Dotnet}} "$program" "${arguments[@]}" ;;
            esac
            """);
        Script("dotnet", $$"""
            case "$1 $2 $3" in
              "tool exec KlingGen.Cli") shift 3; [ "$1" = -- ] && shift; exec klinggen "$@" ;;
              # What comes from the registry is looked up among the packages of this repository; Package.Tests installs them.
              "add package "* | "tool install "*) for package in "$@"; do :; done; grep -qx -- "$package" "{{Path.Combine(_root, "packages")}}" ;;
              *) exec {{Dotnet}} "$@" ;;
            esac
            """);
        Write(_root, "packages", string.Join('\n', PackageIds()));
        await PrepareAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_emulator is not null)
            await _emulator.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    /// <summary>Runs the lines of a block, in a fresh copy of the reader's repository; the first that fails ends it.</summary>
    public async Task<CommandResult> RunAsync(Block block)
    {
        string folder = Path.Combine(_root, Guid.NewGuid().ToString("N"));
        (await CommandLine.RunAsync(_root, "cp", "-a", Template, folder)).ShouldSucceed();
        CommandResult run = await CommandLine.RunAsync(folder, Variables(folder), "bash", "-euo", "pipefail", "-c", Before(block.Marker.Context) + block.Text);
        return run;
    }

    private string Template => Path.Combine(_root, "template");

    private static string Before(string context)
    {
        string path = Repository.File($"tests/Docs.Tests/Contexts/{context}.sh");
        return context == Marker.None.Context ? "" : File.ReadAllText(path) + "\n";
    }

    private async Task PrepareAsync()
    {
        string folder = Template;
        Copy("schemas", Path.Combine(folder, "schemas"));
        Write(folder, "src/App/App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <KlingGenSchema Include="../../schemas/*.json" />
              </ItemGroup>
            </Project>
            """);
        Write(folder, "src/App/Program.cs", """
            using KlingGen;
            using App.Fal.KlingImageV3TextToImage;

            using var fal = new FalClient();
            await fal.KlingImageV3TextToImage().SubscribeAsync(new() { Prompt = "a lighthouse" });
            """);
        (await CommandLine.RunAsync(folder, Variables(folder), Path.Combine(Tools, "klinggen"), "add", "fal-ai/flux/dev")).ShouldSucceed();
        (await CommandLine.RunAsync(folder, Variables(folder), Path.Combine(Tools, "klinggen"), "refresh")).ShouldSucceed();
        foreach (string line in (string[])["init -q -b main", "add -A", Commit + " -m start", Commit + " --allow-empty -m again"])
            (await CommandLine.RunAsync(folder, Variables(folder), "git", line.Split(' '))).ShouldSucceed();
    }

    private Dictionary<string, string> Variables(string folder) => new(StringComparer.Ordinal)
    {
        ["PATH"] = Tools + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"),
        ["HOME"] = Home,
        ["PROFILE"] = Path.Combine(Home, "profile.ps1"),
        ["KLINGGEN_DATA"] = folder + ".data",
        ["KLINGGEN_SERVICE"] = _emulator!.Address.AbsoluteUri,
        ["FAL_KEY"] = FalEmulator.DefaultApiKey,
        ["NO_COLOR"] = "1",
    };

    private static string Dotnet => Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet"
        ? path
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(static folder => Path.Combine(folder, "dotnet")).First(File.Exists);

    private void Script(string name, string text)
    {
        string path = Path.Combine(Tools, name);
        File.WriteAllText(path, "#!/usr/bin/env bash\n" + text + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32("755", 8));
    }

    private static IEnumerable<string> PackageIds() => Directory.GetFiles(Repository.Root, "KlingGen.*.csproj", SearchOption.AllDirectories)
        .Select(static path => (Path: path, Project: XDocument.Load(path)))
        .Where(static one => one.Project.Descendants("IsPackable").Any(static element => element.Value == "true"))
        .Select(static one => one.Project.Descendants("PackageId").FirstOrDefault()?.Value ?? Path.GetFileNameWithoutExtension(one.Path));

    private static void Write(string folder, string name, string text)
    {
        string path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text.ReplaceLineEndings("\n") + "\n");
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string path in Directory.GetFiles(Repository.File(from), "*.json"))
            File.Copy(path, Path.Combine(to, Path.GetFileName(path)));
    }
}
