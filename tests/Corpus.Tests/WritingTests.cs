using KlingGen.CompilerServices;
using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using CorpusTests.Emitted;
using CorpusTests.Instances;
using CsCheck;
using KlingGen;

namespace CorpusTests;

public sealed class WritingTests(ITestOutputHelper output)
{
    private const int Each = 10;

    [Fact]
    public void Any_text_in_any_member_is_written_as_valid_UTF8_and_JSON()
    {
        Seed seed = Seed.New();
        output.WriteLine(seed.ToString());
        var wrong = new ConcurrentBag<string>();
        int texts = 0;
        Parallel.ForEach(EmittedCorpus.All, endpoint =>
        {
            PCG pcg = seed.For(endpoint.Name);
            foreach ((JsonBridge bridge, JsonNode? schema) in new[] { (endpoint.Input, endpoint.InputSchema), (endpoint.Output, endpoint.OutputSchema) })
            {
                for (int i = 0; i < Each; i++)
                {
                    var poison = new Poison(endpoint, pcg);
                    object value = poison.In(bridge.Read(Json.Bytes(new InstanceGen(endpoint.Schemas, schema, Fullness.Full).Generate(pcg, null, out _))))!;
                    Interlocked.Add(ref texts, poison.Texts.Count);
                    foreach (byte[] written in new[] { bridge.Write(value), bridge.WriteWithSerializer(value) })
                    {
                        if (!Utf8.IsValid(written) || Missing(written, poison.Texts) is not null)
                            wrong.Add($"{endpoint.Name} {bridge.Type.Name}: {Missing(written, poison.Texts)} is not in {Encoding.UTF8.GetString(written)}");
                    }
                }
            }
        });
        output.WriteLine($"{texts} texts");
        Assert.True(wrong.IsEmpty, $"{seed}: {wrong.Count}\n" + string.Join("\n", wrong.Take(10)));
        Assert.True(texts > 10_000, $"{texts} texts");
    }

    /// <summary>Each text is there again, halves of surrogate pairs replaced.</summary>
    private static string? Missing(byte[] written, List<string> texts)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(written);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                found.Add(reader.GetString()!);
        }
        return texts.FirstOrDefault(text => !found.Contains(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))));
    }

    /// <summary>Puts hostile text wherever a value can hold text.</summary>
    private sealed class Poison(EmittedEndpoint endpoint, PCG pcg)
    {
        public List<string> Texts { get; } = [];

        public object? In(object? value)
        {
            switch (value)
            {
                case string:
                    return Text();
                case FalMedia:
                    return (FalMedia)Text();
                case FalJson:
                    return (FalJson)Text();
                case null or ValueType:
                    return value;
                case IEnumerable list when value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(FalList<>):
                    return List(type.GetGenericArguments()[0], list);
                default:
                    if (Graph.DefinitionOf(endpoint, value) is null || value.GetType().GetProperty("AdditionalProperties") is null)
                        return value;
                    break;
            }

            object copy = value.GetType().GetMethod("<Clone>$")!.Invoke(value, null)!;
            foreach (PropertyInfo property in copy.GetType().GetProperties().Where(static property => property.CanWrite))
            {
                if (property.Name == "AdditionalProperties")
                    property.SetValue(copy, new Dictionary<string, FalJson>(StringComparer.Ordinal) { [Text()] = Text() });
                else
                    property.SetValue(copy, In(property.GetValue(copy)));
            }
            return copy;
        }

        private Array List(Type type, IEnumerable list)
        {
            object?[] items = [.. list.Cast<object?>().Select(In)];
            var copy = Array.CreateInstance(type, items.Length);
            for (int i = 0; i < items.Length; i++)
                copy.SetValue(items[i], i);
            return copy;
        }

        private string Text()
        {
            string text = Instances.Texts.Hostile(pcg);
            Texts.Add(text);
            return text;
        }
    }
}
