using KlingGen.Compiler.Components;
using KlingGen.Compiler.CSharp;
using KlingGen.Compiler.Naming;

namespace KlingGen.Compiler.Emit;

/// <summary>The JSON schemas of an endpoint's types, once for all of them, and where each type finds its own. Only where the project asks for it.</summary>
internal static class SchemaCode
{
    /// <summary>All schemas, within the client.</summary>
    public static void EmitAll(SourceBuilder file)
    {
        file.NextType();
        IndentedWriter body = file.Body;
        body.Line($"partial class {file.Endpoint.ClientName}Client");
        using (body.Block())
        {
            body.Line($"internal const string {Constant} = \"\"\"");
            using (body.Indent())
            {
                foreach (string line in ComponentSchemas.Write(file.Endpoint, static value => RuleText.Describe(value).Text).Split('\n'))
                    body.Line(line);
                body.Line("\"\"\";");
            }
        }
    }

    /// <summary>The schema of a type that reads and writes itself.</summary>
    public static void Write(SourceBuilder file, DefinitionSpec spec)
    {
        if (!file.Endpoint.DescribesTypes)
            return;
        file.Body.Blank();
        file.Body.Line($"static FalSchema? IFalJson<{Identifier.Escape(spec.Name)}>.Schema => {Of(file.Endpoint, spec)};");
    }

    /// <summary>The expression of a type's schema.</summary>
    public static string Of(EndpointSpec endpoint, DefinitionSpec spec) =>
        $"new({CSharpText.Literal(ComponentSchemas.Id(endpoint, spec.Name))}, {endpoint.ClientName}Client.{Constant})";

    private const string Constant = "ComponentSchemas";
}
