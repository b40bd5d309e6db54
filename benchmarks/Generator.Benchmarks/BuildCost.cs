using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Generator.Benchmarks;

/// <summary>A whole build of a small program, through the generator and with the emitted files as ordinary sources.</summary>
internal static class BuildCost
{
    private const int Rounds = 7;

    public static void Print(TextWriter output)
    {
        string root = Root();
        string folder = Directory.CreateTempSubdirectory("klinggen-build-").FullName;
        try
        {
            string empty = Project(folder, "Empty", root, schema: false);
            string generated = Project(folder, "Generated", root, schema: true);
            string written = Project(folder, "Written", root, schema: false);
            // Restored and built once; what is emitted becomes the sources of the third.
            foreach (string project in new[] { empty, generated })
                Build(project, "-restore", "-p:EmitCompilerGeneratedFiles=true");
            foreach (string file in Directory.EnumerateFiles(Path.Combine(generated, "obj"), "*.g.cs", SearchOption.AllDirectories).Where(static file => file.Contains("KlingGen", StringComparison.Ordinal)))
                File.Copy(file, Path.Combine(written, Path.GetFileName(file)), overwrite: true);
            Build(written, "-restore");

            var times = new Dictionary<string, List<double>> { [empty] = [], [written] = [], [generated] = [] };
            for (int round = 0; round < Rounds; round++)
            {
                foreach ((string project, List<double> taken) in times)
                    taken.Add(Build(project));
            }

            output.WriteLine($"Medians of {Rounds}, in turns, each with a compiler process of its own:");
            output.WriteLine("| | ms |");
            output.WriteLine("|---|---:|");
            foreach ((string project, List<double> taken) in times)
            {
                taken.Sort();
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {Path.GetFileName(project)} | {taken[Rounds / 2]:#,0} |"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Project(string folder, string name, string root, bool schema)
    {
        string path = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        string assemblies = Path.Combine(root, "runtime", "KlingGen.Runtime", "bin", "Release", "net10.0");
        string analyzer = Directory.EnumerateFiles(Path.Combine(root, "generator"), "KlingGen.Generator.dll", SearchOption.AllDirectories).First(static file => file.Contains("Release", StringComparison.Ordinal) && file.Contains("bin", StringComparison.Ordinal));
        string item = schema
            ? $"""
              <Analyzer Include="{analyzer}" />
              <AdditionalFiles Include="{Path.Combine(root, "schemas", "kling-image-v3-text-to-image.json")}" KlingGenSchema="true" />
              <CompilerVisibleItemMetadata Include="AdditionalFiles" MetadataName="KlingGenSchema" />
              """
            : "";
        File.WriteAllText(Path.Combine(path, name + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><RootNamespace>Studio</RootNamespace><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
              <ItemGroup><Reference Include="{Path.Combine(assemblies, "KlingGen.Runtime.dll")}" />{item}</ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(path, "Program.cs"), "System.Console.WriteLine(1);\n");
        return path;
    }

    private static double Build(string project, params string[] more)
    {
        var start = new ProcessStartInfo("dotnet", ["build", project, "-v:q", "-nologo", "-p:UseSharedCompilation=false", "-nodeReuse:false", .. more is [] ? ["--no-restore", "--no-incremental"] : more]) { RedirectStandardOutput = true };
        long began = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(began).TotalMilliseconds : throw new InvalidOperationException($"{Path.GetFileName(project)} does not build: {said}");
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
