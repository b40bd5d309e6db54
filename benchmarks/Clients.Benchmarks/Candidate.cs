using System.Diagnostics;
using System.Globalization;

namespace Clients.Benchmarks;

/// <summary>A client of the same endpoint, made or written in one way, as a console program of its own.</summary>
internal sealed class Candidate(string name, string folder)
{
    public string Name { get; } = name;

    /// <summary>Packages, beside what the framework has.</summary>
    public required string[] Packages { get; init; }

    /// <summary>Items of the project beside the program.</summary>
    public string Items { get; init; } = "";

    /// <summary>The program and its first arguments, where it is no program of .NET; null for one.</summary>
    public string[]? Launch { get; init; }

    /// <summary>The command that makes the client from the document, into the folder <c>Generated</c>; null where a compiler does it, or nobody.</summary>
    public string[]? Generate { get; init; }

    public string Folder { get; } = Path.Combine(folder, name);

    public void Write(string source)
    {
        if (Launch is not null)
            return;
        Directory.CreateDirectory(Folder);
        foreach (string file in (string[])[Path.Combine(source, "Bench.cs"), Path.Combine(source, Name, "Program.cs")])
            File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)), overwrite: true);
        File.WriteAllText(Path.Combine(Folder, Name + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <RootNamespace>Candidate</RootNamespace>
                <AssemblyName>Candidate.{Name}</AssemblyName>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <NuGetAudit>false</NuGetAudit>
                <NoWarn>$(NoWarn);NU1603</NoWarn>
                <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>
                <InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
              <ItemGroup>
                {string.Concat(Packages.Select(static package => package.Split(' ')).Select(static parts => $"<PackageReference Include=\"{parts[0]}\" Version=\"{parts[1]}\" />"))}
                {Items}
              </ItemGroup>
            </Project>
            """);
    }

    /// <summary>How long the generator's command runs, the fastest of some, in milliseconds.</summary>
    public async Task<double?> GenerateAsync(string tools, int times)
    {
        if (Generate is null)
            return null;
        double best = double.MaxValue;
        for (int i = 0; i < times; i++)
        {
            Directory.CreateDirectory(Path.Combine(Folder, "Generated"));
            long started = Stopwatch.GetTimestamp();
            await Command.RunAsync(tools, "dotnet", Generate);
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return best;
    }

    /// <summary>How long a build takes after an edit of the program, the fastest of some, in milliseconds; null where nothing is built.</summary>
    public async Task<double?> BuildAsync(int times)
    {
        if (Launch is not null)
            return null;
        await Command.RunAsync(Folder, "dotnet", "build", "-c", "Release", "-v", "q", "-nologo");
        double best = double.MaxValue;
        for (int i = 0; i < times; i++)
        {
            await File.AppendAllTextAsync(Path.Combine(Folder, "Program.cs"), "\n");
            long started = Stopwatch.GetTimestamp();
            await Command.RunAsync(Folder, "dotnet", "build", "-c", "Release", "--no-restore", "-v", "q", "-nologo");
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return best;
    }

    /// <summary>Lines of code that nobody wrote.</summary>
    public int GeneratedLines => Lines("Generated") + Lines(Path.Combine("obj", "Release", "net10.0", "generated"));

    /// <summary>What the program brings along, in kilobytes.</summary>
    public long? OutputKilobytes => Launch is not null ? null : Directory.EnumerateFiles(Path.Combine(Folder, "bin", "Release", "net10.0"), "*.dll").Sum(static file => new FileInfo(file).Length) / 1024;

    /// <summary>One job by a process of its own: what it said, and how long it took, in milliseconds.</summary>
    public async Task<(string Said, double Milliseconds)> OnceAsync(Uri queue, string prompt = "a lighthouse in fog", int images = 2)
    {
        long started = Stopwatch.GetTimestamp();
        (_, string said) = await StartAsync(queue.AbsoluteUri, "once", prompt, images.ToString(CultureInfo.InvariantCulture));
        return (said.Trim(), Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    /// <summary>Jobs one after the other: microseconds and bytes of one.</summary>
    public async Task<(double Micros, long Bytes)> SteadyAsync(Uri queue, int count)
    {
        (int code, string said) = await StartAsync(queue.AbsoluteUri, "steady", count.ToString(CultureInfo.InvariantCulture));
        string[] parts = code == 0 ? said.Trim().Split(' ') : throw new InvalidOperationException($"{Name}: {said}");
        return (double.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private Task<(int Code, string Said)> StartAsync(params string[] arguments) => Launch is [var program, .. var first]
        ? Command.TryAsync(AppContext.BaseDirectory, program, [.. first, .. arguments])
        : Command.TryAsync(Folder, Path.Combine(Folder, "bin", "Release", "net10.0", "Candidate." + Name), arguments);

    private int Lines(string below)
    {
        string folder = Path.Combine(Folder, below);
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Sum(static file => File.ReadLines(file).Count()) : 0;
    }
}
