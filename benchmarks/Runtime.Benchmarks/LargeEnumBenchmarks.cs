using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using KlingGen.CompilerServices;
using Runtime.Benchmarks.Fal.Benchmarks.Speech;

namespace Runtime.Benchmarks;

/// <summary>A request with one of 1,286 voices from JSON, beside a reader written by hand with a frozen dictionary.</summary>
[MemoryDiagnoser]
public class LargeEnumBenchmarks
{
    private byte[][] _requests = [];
    private FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _voices;
    private int _next;

    [GlobalSetup]
    public void Setup()
    {
        string[] words = [.. Words()];
        _requests = [.. words.Where(static (_, number) => number % 13 == 0).Select(static word => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["text"] = "a fox", ["voice"] = word }))];
        _voices = words.Index().ToDictionary(static word => word.Item, static word => word.Index, StringComparer.Ordinal).ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    [Benchmark(Baseline = true, Description = "FrozenDictionary by hand")]
    public object ByHand()
    {
        var reader = new Utf8JsonReader(Next());
        string? text = null;
        int voice = -1;
        Span<char> word = stackalloc char[64];
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            bool isVoice = reader.ValueTextEquals("voice"u8);
            reader.Read();
            if (!isVoice) text = reader.GetString();
            else if (!_voices.TryGetValue(word[..reader.CopyString(word)], out voice)) throw new JsonException("Not a voice.");
        }

        return new Spoken(text!, voice);
    }

    [Benchmark(Description = "KlingGen")]
    public object KlingGen() => FalJsonText.Read<SpeechInput>(Next());

    private static IEnumerable<string> Words()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!, "speech.json")));
        foreach (JsonElement word in document.RootElement.GetProperty("components").GetProperty("schemas").GetProperty("SpeechInput").GetProperty("properties").GetProperty("voice").GetProperty("enum").EnumerateArray())
            yield return word.GetString()!;
    }

    private byte[] Next() => _requests[_next = (_next + 1) % _requests.Length];

    private sealed record Spoken(string Text, int Voice);
}
