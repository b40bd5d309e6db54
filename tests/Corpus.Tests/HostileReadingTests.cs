using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using CorpusTests.Emitted;
using CorpusTests.Instances;
using CsCheck;

namespace CorpusTests;

/// <summary>Whatever arrives, reading gives a value or a <see cref="JsonException"/>, and a value can be written again.</summary>
public sealed class HostileReadingTests(ITestOutputHelper output)
{
    private static readonly string[] s_endpoints =
    [
        "fal-ai/whisper", "fal-ai/wan-move", "bria/video/background-removal/realtime", "fal-ai/heygen/avatar4/image-to-video", "fal-ai/flux-general",
        "sonauto/v2/text-to-music", "fal-ai/meshy/v6/image-to-3d", "fal-ai/flux-pro/v1.1-ultra", "fal-ai/moondream3-preview/detect",
        "openrouter/router/openai/v1/chat/completions", "fal-ai/fooocus", "fal-ai/wizper", "fal-ai/bytedance/seedream/v4/edit",
    ];

    private static readonly string[] s_numbers =
    [
        "1e400", "-1e400", "1e-400", "-0", "-0.0", "0e99999999999999999999", "1e99999999999999999999", "2147483648", "-2147483649", "9223372036854775808",
        "1.0000000000000000000000000000000000000001", new string('9', 10_000), "0." + new string('0', 10_000) + "1", "1" + new string('0', 400) + "e-400",
    ];

    [Fact]
    public void A_document_cut_off_or_changed_at_any_byte() => Each((read, json, pcg) =>
    {
        for (int i = 0; i < json.Length; i++)
        {
            // A number cut off is a number; an object is nothing.
            Assert.True(read(json[..i]) is null || json[0] != '{');
            byte[] changed = [.. json];
            changed[i] = (byte)(pcg.Next(3) == 0 ? pcg.Next(256) : "\"{}[],:\\e-9. \0n"u8[(int)pcg.Next(15)]);
            read(changed);
        }
    });

    [Fact]
    public void Members_that_occur_twice() => Each((read, json, _) =>
    {
        JsonNode? once = JsonNode.Parse(json);
        if (once is not JsonObject members)
            return;
        byte[]? expected = read(json);
        foreach ((string name, JsonNode? value) in members)
        {
            string twice = $"{{{JsonSerializer.Serialize(name)}:{Json.Text(value)},{Encoding.UTF8.GetString(json)[1..]}";
            Assert.Equal(expected, read(Encoding.UTF8.GetBytes(twice)));
        }
    });

    [Fact]
    public void Nesting_of_ten_thousand_levels() => Each((read, json, _) =>
    {
        string lists = new('[', 10_000);
        string objects = string.Concat(Enumerable.Repeat("{\"a\":", 10_000));
        foreach (string deep in (string[])[lists, objects, lists + new string(']', 10_000), objects + "1" + new string('}', 10_000)])
        {
            Assert.Null(Refused(read, deep));
            foreach (string name in Names(json))
                Assert.Null(Refused(read, $"{{{JsonSerializer.Serialize(name)}:{deep}}}"));
            Assert.Null(Refused(read, $"{{\"unheard_of\":{deep}}}"));
        }
    });

    [Fact]
    public void Halves_of_surrogate_pairs_and_bytes_that_are_no_UTF8() => Each((read, json, _) =>
    {
        byte[][] bad = [@"\ud800"u8.ToArray(), @"\udc00x"u8.ToArray(), @"\ud800\ud800"u8.ToArray(), [0xFF], [0xC0, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]];
        for (int i = 0; i < json.Length; i++)
        {
            if (json[i] != '"')
                continue;
            foreach (byte[] piece in bad)
                read([.. json.AsSpan(0, i + 1), .. piece, .. json.AsSpan(i + 1)]);
        }
    });

    [Fact]
    public void Numbers_too_large_too_long_and_too_fine_for_any_member() => Each((read, json, _) => Everywhere(read, json, s_numbers));

    [Fact]
    public void Members_of_any_other_type() => Each((read, json, _) => Everywhere(read, json, ["null", "true", "1", "1.5", "\"x\"", "{}", "[]", "[null]", "[[[]]]", "{\"\":{}}", "\"\\u0000\""]));

    [Fact]
    public void Text_that_is_no_JSON() => Each((read, json, _) =>
    {
        string text = Encoding.UTF8.GetString(json);
        foreach (string bad in (string[])["", " ", "\0", "nul", "'a'", "{a:1}", text + "x", text + text, text + ",", "/**/" + text, "[" + text, "NaN", "Infinity", "+1", "01", "1.", ".5", "\"\n\"", "{\"a\":1,}", "[1,]"])
            Assert.Null(Refused(read, bad));
    });

    /// <summary>Replaces every value of the document in turn.</summary>
    private static void Everywhere(Func<byte[], byte[]?> read, byte[] json, string[] values)
    {
        JsonNode? document = JsonNode.Parse(json);
        foreach (string pointer in Places(document, ""))
        {
            foreach (string value in values)
                read(Encoding.UTF8.GetBytes(Replace(document, pointer, "", value)));
        }
    }

    private static IEnumerable<string> Places(JsonNode? node, string at) => node switch
    {
        JsonObject members => members.SelectMany(member => Places(member.Value, $"{at}/{member.Key}")).Prepend(at),
        JsonArray items => items.SelectMany((item, i) => Places(item, $"{at}/{i}")).Prepend(at),
        _ => [at],
    };

    private static string Replace(JsonNode? node, string pointer, string at, string value) => at == pointer ? value : node switch
    {
        JsonObject members => "{" + string.Join(',', members.Select(member => JsonSerializer.Serialize(member.Key) + ":" + Replace(member.Value, pointer, $"{at}/{member.Key}", value))) + "}",
        JsonArray items => "[" + string.Join(',', items.Select((item, i) => Replace(item, pointer, string.Create(CultureInfo.InvariantCulture, $"{at}/{i}"), value))) + "]",
        _ => Json.Text(node),
    };

    private static IEnumerable<string> Names(byte[] json) => JsonNode.Parse(json) is JsonObject members ? members.Select(static member => member.Key) : [];

    private static byte[]? Refused(Func<byte[], byte[]?> read, string text) => read(Encoding.UTF8.GetBytes(text));

    /// <summary>Runs a test over a small full document of every type; reading gives what was written again, or null where it was refused.</summary>
    private void Each(Action<Func<byte[], byte[]?>, byte[], PCG> test)
    {
        Seed seed = Seed.New();
        output.WriteLine(seed.ToString());
        EmittedEndpoint[] endpoints = [.. EmittedCorpus.All.Where(static endpoint => s_endpoints.Contains(endpoint.Spec.EndpointId))];
        Assert.True(endpoints.Length >= 10, $"{endpoints.Length} of the endpoints are there");
        int reads = 0, refused = 0;
        Parallel.ForEach(endpoints, endpoint =>
        {
            PCG pcg = seed.For(endpoint.Name);
            foreach ((JsonBridge bridge, JsonNode? schema) in new[] { (endpoint.Input, endpoint.InputSchema), (endpoint.Output, endpoint.OutputSchema) })
            {
                byte[] json = Small(endpoint, bridge, schema, pcg);
                byte[]? Read(byte[] text)
                {
                    Interlocked.Increment(ref reads);
                    try
                    {
                        byte[]? written = ReadBoth(bridge, text);
                        if (written is null)
                            Interlocked.Increment(ref refused);
                        return written;
                    }
                    catch (Exception error) when (error is not Xunit.Sdk.XunitException)
                    {
                        throw new InvalidOperationException($"{seed}: {endpoint.Name} {bridge.Type.Name} on {Convert.ToBase64String(text.AsSpan(0, Math.Min(text.Length, 4000)))}", error);
                    }
                }
                test(Read, json, pcg);
            }
        });
        output.WriteLine($"{reads} texts, {refused} refused");
        Assert.True(reads > 100, $"{reads} texts");
    }

    private static byte[] Small(EmittedEndpoint endpoint, JsonBridge bridge, JsonNode? schema, PCG pcg)
    {
        var full = new InstanceGen(endpoint.Schemas, schema, Fullness.Full);
        byte[] json = Enumerable.Range(0, 8).Select(i => Json.Bytes(full.Generate(pcg, null, out _))).Where(text => ReadBoth(bridge, text) is not null).MinBy(static text => text.Length)!;
        Assert.NotNull(json);
        return json;
    }

    /// <summary>Our own way and the way through System.Text.Json agree on what is a value; nothing but a JsonException comes out of either.</summary>
    private static byte[]? ReadBoth(JsonBridge bridge, byte[] json)
    {
        byte[]? written = null;
        try
        {
            written = bridge.Write(bridge.Read(json));
        }
        catch (JsonException)
        {
        }
        byte[]? other = null;
        try
        {
            other = bridge.ReadWithSerializer(json) is { } value ? bridge.Write(value) : null;
        }
        catch (JsonException)
        {
        }
        if (written is not null)
        {
            Assert.True(Utf8.IsValid(written));
            using JsonDocument document = JsonDocument.Parse(written, new JsonDocumentOptions { MaxDepth = 128 });
        }
        if (other is not null)
            Assert.Equal(written, other);
        return written;
    }
}
