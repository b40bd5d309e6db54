// dotnet run -c Release --project benchmarks/Generator.Benchmarks -- driver    the driver with 1, 100 and 1,000 schema files
// dotnet run -c Release --project benchmarks/Generator.Benchmarks -- emitted   lines, bytes and compile time per endpoint of a folder
// dotnet run -c Release --project benchmarks/Generator.Benchmarks -- large     a document of 50 MB
using Generator.Benchmarks;

switch (args)
{
    case ["driver"]:
        DriverCost.Print(Console.Out);
        return 0;
    case ["emitted", string folder]:
        EmittedSize.Print(Console.Out, folder);
        return 0;
    case ["large"]:
        LargeDocument.Print(Console.Out);
        return 0;
    default:
        Console.Error.WriteLine("Say 'driver', 'large', or 'emitted <folder of endpoint documents>'.");
        return 2;
}
