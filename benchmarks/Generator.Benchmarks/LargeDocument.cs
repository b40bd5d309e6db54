using System.Diagnostics;
using System.Globalization;
using System.Text;
using KlingGen.Compiler;

namespace Generator.Benchmarks;

/// <summary>The positional reader on a document of 50 MB, which no endpoint has.</summary>
internal static class LargeDocument
{
    public static void Print(TextWriter output)
    {
        var text = new StringBuilder("{\"openapi\":\"3.0.4\",\"values\":[");
        while (text.Length < 50_000_000)
            text.Append("{\"name\":\"a member of some length\",\"numbers\":[1,2.5,-3e8],\"flag\":true},\n");
        text.Append("null]}");
        var input = new SchemaInput("large.json", text.ToString());

        for (int round = 0; round < 4; round++)
        {
            long start = Stopwatch.GetTimestamp();
            SchemaReader.Read(input);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{input.Text.Length / 1_000_000} MB read in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s"));
        }
    }
}
