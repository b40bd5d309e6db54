// dotnet run -c Release --project benchmarks/Generator.Benchmarks -- driver [counts]    the driver with 1, 10, 100 and 1,000 schema files, or with as many as are named
// dotnet run -c Release --project benchmarks/Generator.Benchmarks -- trees     an unrelated edit, by the number of generated files
// dotnet run -c Release --project benchmarks/Generator.Benchmarks -- emitted   lines, bytes and compile time per endpoint of a folder
// dotnet run -c Release --project benchmarks/Generator.Benchmarks -- many      all documents of a folder in one project: the generator's own share
// dotnet run -c Release --project benchmarks/Generator.Benchmarks -- build     a whole dotnet build, beside the same sources written by hand
// dotnet run -c Release --project benchmarks/Generator.Benchmarks -- large     a document of 50 MB
using System.Globalization;
using Generator.Benchmarks;

switch (args)
{
    case ["driver", .. string[] counts] when counts.All(static count => int.TryParse(count, out _)):
        DriverCost.Print(Console.Out, counts is [] ? [1, 10, 100, 1000] : [.. counts.Select(static count => int.Parse(count, CultureInfo.InvariantCulture))]);
        return 0;
    case ["trees"]:
        TreeCost.Print(Console.Out);
        return 0;
    case ["emitted", string folder]:
        EmittedSize.Print(Console.Out, folder);
        return 0;
    case ["many", string folder]:
        ManyDocuments.Print(Console.Out, folder);
        return 0;
    case ["build"]:
        BuildCost.Print(Console.Out);
        return 0;
    case ["large"]:
        LargeDocument.Print(Console.Out);
        return 0;
    default:
        Console.Error.WriteLine("Say 'driver', 'trees', 'build', 'large', or 'emitted' or 'many' with a folder of endpoint documents.");
        return 2;
}
