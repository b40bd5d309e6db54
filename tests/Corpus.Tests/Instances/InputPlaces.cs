using System.Globalization;
using CorpusTests.Emitted;
using KlingGen.Compiler;

namespace CorpusTests.Instances;

/// <summary>A place in a request, or in a result.</summary>
/// <param name="Path">Wire names, keys and positions.</param>
/// <param name="Member">Its C# path.</param>
/// <param name="Foreign">For each part, whether any word may stand before it: not before a key, which is any word itself.</param>
internal sealed record InputPlace(IReadOnlyList<object> Path, string Member, IReadOnlyList<bool> Foreign)
{
    public string Pointer => string.Concat(Path.Select(static part => "/" + $"{part}".Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)));
}

/// <summary>All places that a request, or a result, can have, from the model: each type once on every way.</summary>
internal sealed class InputPlaces
{
    private readonly EmittedEndpoint _endpoint;
    private readonly List<InputPlace> _found = [];

    private InputPlaces(EmittedEndpoint endpoint) => _endpoint = endpoint;

    public static IReadOnlyList<InputPlace> Of(EmittedEndpoint endpoint) => Of(endpoint, endpoint.Spec.Input);

    public static IReadOnlyList<InputPlace> Of(EmittedEndpoint endpoint, TypeSpec type)
    {
        var places = new InputPlaces(endpoint);
        places.Visit(type, new InputPlace([], "", []), [], isKey: false);
        return places._found;
    }

    private void Visit(TypeSpec type, InputPlace place, HashSet<string> above, bool isKey)
    {
        switch (type)
        {
            case ListType list:
                Go(list.Item.Type, place, 2, "[2]", above, isKey);
                break;
            case MapType map:
                Go(map.Value.Type, place, "k_1", "[\"k_1\"]", above, isKey: true);
                break;
            case NamedType named when _endpoint.Definitions.GetValueOrDefault(named.Name) is { } definition && above.Add(named.Name):
                switch (definition)
                {
                    case RecordSpec record:
                        foreach (MemberSpec member in record.Members)
                            Go(member.Value.Type, place, member.WireName, "." + member.Name, above, isKey: false);
                        break;
                    case TupleSpec tuple:
                        for (int i = 0; i < tuple.Items.Count; i++)
                            Go(tuple.Items[i].Value.Type, place, i, "." + tuple.Items[i].Name, above, isKey: false);
                        break;
                    case UnionSpec union:
                        foreach (UnionCaseSpec item in union.Cases)
                            Visit(item.Value.Type, place, above, union.Cases.Any(static other => other.Value.Type is MapType));
                        break;
                }
                above.Remove(named.Name);
                break;
        }
    }

    private void Go(TypeSpec type, InputPlace from, object part, string member, HashSet<string> above, bool isKey)
    {
        var place = new InputPlace([.. from.Path, part], (from.Member + member).TrimStart('.'), [.. from.Foreign, !isKey]);
        _found.Add(place);
        Visit(type, place, above, isKey: false);
    }

    public static string Text(object part) => string.Create(CultureInfo.InvariantCulture, $"{part}");
}
