using System.Globalization;
using KlingGen.Compiler;

namespace Compiler.Tests.SecondOpinion;

/// <summary>The compiler's model, written as a <see cref="Reading"/>.</summary>
internal sealed class OurReading(EndpointSpec endpoint)
{
    private readonly Dictionary<string, DefinitionSpec> _definitions = endpoint.Definitions.ToDictionary(static definition => definition.Name);

    public Reading Input => Read(new ValueSpec(endpoint.Input, false, RuleSpec.None));

    public Reading Output => Read(new ValueSpec(endpoint.Output, false, RuleSpec.None));

    public IEnumerable<string> RecordNames => _definitions.Values.OfType<RecordSpec>().Select(static record => record.Name);

    private Reading Read(ValueSpec value) => Reading.Of(value.IsNullable, Leaves(value));

    private IEnumerable<Leaf> Leaves(ValueSpec value)
    {
        Dictionary<string, string> rules = Rules(value.Rules);
        switch (value.Type)
        {
            case ScalarType scalar:
                string kind = Kind(scalar.Kind);
                return [new Leaf(kind) { Rules = rules, Values = value.Rules.Const is { } constant ? new HashSet<string> { Canonical.Literal(constant) } : null }];
            case ListType list:
                return [new Leaf(Kinds.Array) { Rules = rules, Item = () => Read(list.Item) }];
            case MapType map:
                return [new Leaf(Kinds.Map) { Rules = rules, Item = () => Read(map.Value) }];
            default:
                return Named(_definitions[((NamedType)value.Type).Name], value.Rules, rules);
        }
    }

    private IEnumerable<Leaf> Named(DefinitionSpec definition, RuleSpec rules, Dictionary<string, string> keywords) => definition switch
    {
        RecordSpec record => [new Leaf(Kinds.Record)
        {
            Identity = record.Name,
            IsShared = record.IsShared,
            Rules = keywords,
            Members = record.Members.ToDictionary(static member => member.WireName, member => new MemberReading(
                member.Presence is MemberPresence.Required or MemberPresence.RequiredNullable or MemberPresence.Fixed,
                member.Default is { } standard ? Canonical.Literal(standard) : null,
                () => Read(member.Value))),
        }],
        EnumSpec closed => closed.Values.GroupBy(static value => Kind(value.Wire.Kind)).Select(group => new Leaf(group.Key)
        {
            Rules = keywords,
            Values = group.Select(static value => Canonical.Literal(value.Wire)).ToHashSet(),
            TakesOthers = !rules.IsClosed,
        }),
        TupleSpec tuple => [new Leaf(Kinds.Tuple) { Rules = keywords, Positions = tuple.Items.Count }],
        UnionSpec union => union.Cases.SelectMany(item => Leaves(item.Value)),
        _ => throw new InvalidOperationException(definition.Name),
    };

    private static Dictionary<string, string> Rules(RuleSpec rules)
    {
        var keywords = new Dictionary<string, string>();
        void Count(string keyword, int? count)
        {
            if (count is { } known)
                keywords.Add(keyword, known.ToString(CultureInfo.InvariantCulture));
        }
        void Number(string keyword, string? number)
        {
            if (number is not null)
                keywords.Add(keyword, Canonical.Number(number));
        }
        Count("minLength", rules.MinLength);
        Count("maxLength", rules.MaxLength);
        Count("minItems", rules.MinItems);
        Count("maxItems", rules.MaxItems);
        Count("minProperties", rules.MinProperties);
        Count("maxProperties", rules.MaxProperties);
        Number("minimum", rules.Minimum);
        Number("maximum", rules.Maximum);
        Number("exclusiveMinimum", rules.ExclusiveMinimum);
        Number("exclusiveMaximum", rules.ExclusiveMaximum);
        Number("multipleOf", rules.MultipleOf);
        if (rules.Patterns.Count > 0)
            keywords.Add("pattern", rules.Patterns[0]);
        if (rules.UniqueItems)
            keywords.Add("uniqueItems", "true");
        return keywords;
    }

    private static string Kind(ScalarKind kind) => kind switch
    {
        ScalarKind.String or ScalarKind.Media => Kinds.String,
        ScalarKind.Int32 or ScalarKind.Int64 => Kinds.Integer,
        ScalarKind.Double => Kinds.Number,
        ScalarKind.Boolean => Kinds.Boolean,
        _ => Kinds.Anything,
    };

    private static string Kind(LiteralKind kind) => kind switch
    {
        LiteralKind.String => Kinds.String,
        LiteralKind.Integer => Kinds.Integer,
        _ => Kinds.Number,
    };
}
