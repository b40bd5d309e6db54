using KlingGen.Compiler;

namespace KlingGen.Cli.Running.Inputs;

/// <summary>What an endpoint takes, with its types at hand by name.</summary>
internal sealed class InputModel
{
    private readonly Dictionary<string, DefinitionSpec> _definitions;

    public InputModel(EndpointSpec endpoint)
    {
        Endpoint = endpoint;
        _definitions = endpoint.Definitions.ToDictionary(static definition => definition.Name, StringComparer.Ordinal);
    }

    public EndpointSpec Endpoint { get; }

    /// <summary>The request as a value without rules of its own.</summary>
    public ValueSpec Root => new(Endpoint.Input, false, RuleSpec.None);

    /// <summary>The members of the request; none where it is a union or free JSON.</summary>
    public IReadOnlyList<MemberSpec> Members => Find(Endpoint.Input) is RecordSpec record ? record.Members : [];

    /// <summary>The definition behind a named type; null for all others.</summary>
    public DefinitionSpec? Find(TypeSpec type) => type is NamedType named && _definitions.TryGetValue(named.Name, out DefinitionSpec? found) ? found : null;
}
