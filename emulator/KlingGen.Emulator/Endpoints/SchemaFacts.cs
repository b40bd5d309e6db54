using System.Text;
using KlingGen.Compiler;

namespace KlingGen.Emulator.Endpoints;

/// <summary>Where an endpoint document keeps what the emulator needs; the compiler finds it.</summary>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="InputPointer">JSON pointer of the input's schema; nothing may stand there.</param>
/// <param name="OutputPointer">JSON pointer of the output's schema; nothing may stand there.</param>
internal readonly record struct SchemaFacts(string EndpointId, string InputPointer, string OutputPointer)
{
    /// <summary>Null with a reason where the file is no endpoint document.</summary>
    public static SchemaFacts? Read(string file, byte[] bytes, out string reason)
    {
        ReadResult result = SchemaReader.Read(new SchemaInput(file, Encoding.UTF8.GetString(bytes)));
        reason = result.Problems.FirstOrDefault(static problem => problem.Severity == ProblemSeverity.Error)?.Message ?? "";
        return result.Endpoint is { } endpoint ? new SchemaFacts(endpoint.EndpointId, endpoint.InputPointer, endpoint.OutputPointer) : null;
    }
}
