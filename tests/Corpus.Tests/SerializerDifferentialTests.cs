using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CorpusTests.Emitted;
using CorpusTests.Instances;
using CorpusTests.Oracles;
using CsCheck;
using KlingGen;
using KlingGen.Compiler;

namespace CorpusTests;

/// <summary>What our readers make of JSON, member by member, against what System.Text.Json makes of it by reflection over equivalent types.</summary>
public sealed class SerializerDifferentialTests(ITestOutputHelper output)
{
    private const int Each = 10;

    [Fact]
    public void Every_member_has_the_value_that_System_Text_Json_reads()
    {
        Seed seed = Seed.New();
        output.WriteLine(seed.ToString());
        var wrong = new ConcurrentBag<string>();
        int values = 0;
        Parallel.ForEach(EmittedCorpus.All, endpoint =>
        {
            PCG pcg = seed.For(endpoint.Name);
            foreach ((JsonBridge bridge, TypeSpec type, JsonNode? schema) in new[] { (endpoint.Input, endpoint.Spec.Input, endpoint.InputSchema), (endpoint.Output, endpoint.Spec.Output, endpoint.OutputSchema) })
            {
                if (type is not NamedType { Kind: NamedKind.Record } named)
                    continue;
                Type plain = endpoint.TypeNamed(PlainTypes.Suffix + "." + named.Name);
                for (int i = 0; i < Each; i++)
                {
                    // System.Text.Json reads no 2.0 as an integer; ours does.
                    JsonNode? instance = Json.Map(new InstanceGen(endpoint.Schemas, schema, i == 0 ? Fullness.Full : Fullness.Random).Generate(pcg, null, out _), Dispute.Whole);
                    byte[] json = Json.Bytes(instance);
                    var comparison = new Comparison(endpoint);
                    if (comparison.Difference(type, bridge.Read(json), JsonSerializer.Deserialize(json, plain), "") is { } difference)
                        wrong.Add($"{endpoint.Name} {named.Name}{difference}\n    {Json.Text(instance)}");
                    Interlocked.Add(ref values, comparison.Values);
                }
            }
        });
        output.WriteLine($"{values} values compared");
        Assert.True(wrong.IsEmpty, $"{seed}: {wrong.Count}\n" + string.Join("\n", wrong.Order(StringComparer.Ordinal).Take(20)));
        Assert.True(values > 20_000, $"{values} values");
    }

    private sealed class Comparison(EmittedEndpoint endpoint)
    {
        public int Values { get; private set; }

        public string? Difference(TypeSpec type, object? ours, object? plain, string place)
        {
            Values++;
            if (plain is JsonElement { ValueKind: JsonValueKind.Null })
                plain = null;
            if (ours is FalJson { ValueKind: JsonValueKind.Null })
                ours = null;
            if (ours is null || plain is null)
                return ours is null && plain is null ? null : $"{place}: {ours ?? "null"} against {plain ?? "null"}";

            bool same;
            switch (type)
            {
                case NamedType { Kind: NamedKind.Record } named:
                    return Members((RecordSpec)endpoint.Definitions[named.Name], ours, plain, place);
                case ListType list:
                    return Items(list.Item.Type, (IEnumerable)ours, (IEnumerable)plain, place);
                case MapType map:
                    return Entries(map.Value.Type, (IEnumerable)ours, (IDictionary)plain, place);
                case NamedType { Kind: NamedKind.Enum or NamedKind.OpenEnum } named:
                    same = Wire(named, ours) == (plain is JsonElement element ? Text(element) : (string)plain);
                    break;
                case NamedType:
                    return WrittenJson.Difference(endpoint, type, JsonNode.Parse(((JsonElement)plain).GetRawText()), JsonNode.Parse(JsonBridge.For(ours.GetType()).Write(ours)), place);
                default:
                    same = ours switch
                    {
                        FalMedia media => media.Url == (string)plain,
                        FalJson json => JsonElement.DeepEquals(json.Element, (JsonElement)plain),
                        _ => ours.Equals(plain),
                    };
                    break;
            }
            return same ? null : $"{place}: {ours} against {plain}";
        }

        private string? Members(RecordSpec record, object ours, object plain, string place)
        {
            foreach (MemberSpec member in record.Members)
            {
                if (Difference(member.Value.Type, Graph.Member(ours, member), Graph.Member(plain, member), place + "." + member.Name) is { } difference)
                    return difference;
            }
            var rest = (IReadOnlyDictionary<string, FalJson>?)ours.GetType().GetProperty("AdditionalProperties")!.GetValue(ours);
            var plainRest = (IReadOnlyDictionary<string, JsonElement>?)plain.GetType().GetProperty("__Rest")!.GetValue(plain);
            return (rest?.Count ?? 0) == (plainRest?.Count ?? 0) && (rest is null || rest.All(entry => plainRest!.TryGetValue(entry.Key, out JsonElement other) && JsonElement.DeepEquals(entry.Value.Element, other)))
                ? null
                : $"{place}: other unknown members";
        }

        private string? Items(TypeSpec type, IEnumerable ours, IEnumerable plain, string place)
        {
            object?[] left = [.. ours.Cast<object?>()], right = [.. plain.Cast<object?>()];
            return left.Length != right.Length ? $"{place}: {left.Length} items against {right.Length}"
                : left.Select((item, i) => Difference(type, item, right[i], $"{place}[{i}]")).FirstOrDefault(static difference => difference is not null);
        }

        private string? Entries(TypeSpec type, IEnumerable ours, IDictionary plain, string place)
        {
            object[] entries = [.. ours.Cast<object>()];
            if (entries.Length != plain.Count)
                return $"{place}: {entries.Length} entries against {plain.Count}";
            foreach (object entry in entries)
            {
                object key = entry.GetType().GetProperty("Key")!.GetValue(entry)!;
                if (!plain.Contains(key) || Difference(type, entry.GetType().GetProperty("Value")!.GetValue(entry), plain[key], $"{place}[{key}]") is not null)
                    return $"{place}[{key}]";
            }
            return null;
        }

        /// <summary>The text of an enum's value on the wire.</summary>
        private string? Wire(NamedType type, object value)
        {
            if (value.GetType().IsGenericType)
                value = value.GetType().GetProperty("Value")!.GetValue(value) ?? value.GetType().GetProperty("Text")!.GetValue(value)!;
            return value is string text ? text : PlainTypes.Values(endpoint.Spec, type).Single(known => known.Name == value.ToString()).Wire.Text;
        }

        private static string Text(JsonElement json) =>
            json.ValueKind == JsonValueKind.Number ? json.GetDouble().ToString(CultureInfo.InvariantCulture) : json.ToString();
    }
}
