using System.Text.Json.Nodes;
using CorpusTests.Instances;
using KlingGen;
using KlingGen.Compiler;
using KlingGen.TestKit;

namespace CorpusTests.Emitted;

/// <summary>One corpus document: what the compiler made of it, the types its code became, and the document itself.</summary>
internal sealed class EmittedEndpoint
{
    private readonly Func<string, Type> _find;

    public EmittedEndpoint(CorpusDocument document, ReadResult result, Func<string, Type> find)
    {
        _find = find;
        Name = document.Name;
        Spec = result.Endpoint!;
        Problems = result.Problems;
        Schemas = new SchemaDocument(JsonNode.Parse(document.Text)!.AsObject());
        Input = JsonBridge.For(TypeOf(Spec.Input));
        Output = JsonBridge.For(TypeOf(Spec.Output));
        Definitions = Spec.Definitions.ToDictionary(static definition => definition.Name, StringComparer.Ordinal);
    }

    public string Name { get; }

    public EndpointSpec Spec { get; }

    public EquatableArray<Problem> Problems { get; }

    public SchemaDocument Schemas { get; }

    public JsonBridge Input { get; }

    public JsonBridge Output { get; }

    public IReadOnlyDictionary<string, DefinitionSpec> Definitions { get; }

    public JsonNode? InputSchema => Schemas.Find(Spec.InputPointer);

    public JsonNode? OutputSchema => Schemas.Find(Spec.OutputPointer);

    public Type TypeNamed(string name) => _find(Spec.Namespace + "." + name);

    public override string ToString() => Name;

    private Type TypeOf(TypeSpec type) => type is NamedType named ? TypeNamed(named.Name) : typeof(FalJson);
}
