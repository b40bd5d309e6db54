using KlingGen.Comparison;
using KlingGen.Compiler;

namespace ComparisonTests;

internal static class Models
{
    public static EndpointSpec? Read(string text) => SchemaReader.Read(new SchemaInput("schema.json", text, RootNamespace: "Studio")).Endpoint;

    /// <summary>The report's highest severity for code; what is only worth knowing does not reach the compiler.</summary>
    public static ChangeSeverity Source(IEnumerable<ModelChange> changes) => changes.Select(static change => change.Source).Where(static severity => severity >= ChangeSeverity.Warning).DefaultIfEmpty(ChangeSeverity.None).Max();
}
