using System.IO.Compression;
using System.Text;

namespace KlingGen.Emulator.Tests;

/// <summary>Bodies that are nearly JSON, not JSON at all, or JSON that nobody would send. Made by rule; the same on every run.</summary>
internal static class HostileBodies
{
    private static readonly string[] Broken =
    [
        "", " ", "\n\n", "{", "}", "[", "]", "{]", "[}", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{,}", "{\"a\":1,,\"b\":2}", "[1,]", "[,1]", "[1,,2]", "{\"a\" 1}", "{\"a\"=1}", "{a:1}", "{'a':1}", "{\"a\":'b'}", "{`a`:1}",
        "{\"a\":01}", "{\"a\":+1}", "{\"a\":-}", "{\"a\":.5}", "{\"a\":5.}", "{\"a\":1e}", "{\"a\":1e+}", "{\"a\":0x10}", "{\"a\":1_000}", "{\"a\":NaN}", "{\"a\":Infinity}", "{\"a\":-Infinity}", "{\"a\":nan}", "{\"a\":undefined}",
        "{\"a\":True}", "{\"a\":TRUE}", "{\"a\":None}", "{\"a\":nul}", "{\"a\":tru}", "{\"a\":truefalse}", "{\"a\":\"b}", "{\"a\":\"b\\\"}", "{\"a\":\"\\x41\"}", "{\"a\":\"\\u12\"}", "{\"a\":\"\\u{41}\"}", "{\"a\":\"\\'\"}", "{\"a\":\"line\nbreak\"}", "{\"a\":\"tab\tstop\"}",
        "{\"a\":\"\0\"}", "{\"a\":1}{\"b\":2}", "{\"a\":1} trailing", "{\"a\":1}\0", "{\"a\":1};", "// c\n{\"a\":1}", "{\"a\":1 /* c */}", "{\"a\":1} // c", "# c\n{\"a\":1}", "a=1&b=2", "<a>1</a>", "<!DOCTYPE html><html></html>", "a: 1\nb: 2", "null null", "\"a", "'a'",
        "{\"a\":\"\\ud800\"}", "{\"a\":\"\\udc00\\ud800\"}", "{\"\\ud83d\":1}", "[\"\\uDBFF\"]", "{\"a\":\"\\ud83dx\"}", "{\"prompt\":\"a\",}", "{prompt:\"a\"}", "{\"prompt\":\"a\" \"num_images\":1}", "{\"prompt\":\"a\",\"num_images\":01}", "{\"prompt\":\"a\",\"num_images\":NaN}",
        "{\"file_name\":\"a\",}", "{\"parts\":[{\"partNumber\":1,}]}", "{\"default\":\"allow\",}", "$(){}", "%7B%7D", "data:application/json,{}", "\\u007b\\u007d", "function(){return {}}", "new Date()", "({\"a\":1})", "callback({\"a\":1})", ")]}',\n{\"a\":1}",
    ];

    private static readonly string[] Odd =
    [
        "null", "true", "0", "-0", "1.5e300", "\"\"", "\"text\"", "[]", "[[]]", "[null]", "{}", "{\"\":1}", "{\" \":1}", "{\".\":1}", "{\"[\":1}", "{\"]\":1}", "{\"[0]\":1}", "{\"a.b\":1}", "{\"a[0\":1}", "{\"#/\":1}", "{\"__proto__\":{\"a\":1}}", "{\"$ref\":\"#\"}", "{\"$type\":\"System.Object\"}",
        "{\"a\":1,\"a\":2}", "{\"prompt\":\"a\",\"prompt\":7}", "{\"prompt\":7,\"prompt\":\"a\"}", "{\"prompt\":\"a\",\"elements\":[{\"x\":1,\"x\":2},{\"x\":1,\"x\":2}]}", "{\"file_name\":\"a\",\"file_name\":\"b\"}",
        "{\"prompt\":1e400}", "{\"prompt\":-1e400}", "{\"prompt\":\"a\",\"num_images\":1e400}", "{\"prompt\":\"a\",\"num_images\":-1e400}", "{\"prompt\":\"a\",\"num_images\":1e-400}", "{\"prompt\":\"a\",\"num_images\":99999999999999999999}", "{\"prompt\":\"a\",\"seed\":18446744073709551616}", "{\"prompt\":\"a\",\"num_images\":-9223372036854775809}",
        "{\"prompt\":\"a\",\"elements\":[[[]]]}", "{\"prompt\":\"a\",\"elements\":[null]}", "{\"prompt\":\"a\",\"elements\":[{\"frontal_image_url\":{\"[\":1}}]}", "{\"prompt\":{\"a.b[0]\":[1]}}", "{\"prompt\":\"\\u0000\\u0001\"}", "{\"prompt\":\"\\ud83d\\ude42\"}", "{\"prompt\":\"2026-01-01T00:00:00Z\",\"num_images\":\"/Date(0)/\"}",
        "{\"file_name\":5}", "{\"file_name\":\"a\",\"content_type\":\"image/png\\r\\nx: y\"}", "{\"file_name\":\"../../etc/passwd\",\"content_type\":\"é\"}", "{\"file_name\":null,\"content_type\":null}", "{\"file_name\":{},\"content_type\":[]}", "{\"file_name\":\"\",\"content_type\":\"\"}",
        "{\"expiration_seconds\":1e400}", "{\"expiration_seconds\":-1}", "{\"expiration_seconds\":\"x\"}", "{\"duration\":1e308}", "{\"duration\":0}", "{\"token_expiration\":-1e308}", "{\"token_expiration\":[]}", "{\"allowed_apps\":null,\"token_expiration\":1e19}",
        "{\"parts\":[]}", "{\"parts\":{}}", "{\"parts\":[1]}", "{\"parts\":[{\"partNumber\":1e300,\"etag\":\"a\"}]}", "{\"parts\":[{\"partNumber\":-1,\"etag\":\"a\"}]}", "{\"parts\":[{\"partNumber\":1,\"etag\":\"a\"},{\"partNumber\":1,\"etag\":\"a\"}]}", "{\"parts\":[{\"partNumber\":\"1\",\"etag\":1}]}",
        "{\"default\":\"nobody\"}", "{\"default\":7}", "{\"default\":\"hide\",\"rules\":[{\"user\":7,\"decision\":\"allow\"}]}", "{\"default\":\"hide\",\"rules\":[{\"user\":\"x\",\"decision\":\"maybe\"}]}", "{\"rules\":{}}", "{\"rules\":[[]]}",
    ];

    public static IReadOnlyList<(string Name, byte[] Bytes)> All { get; } = [.. Make().DistinctBy(static body => Convert.ToBase64String(body.Bytes))];

    /// <summary>Whether a body is no JSON by RFC 8259, or cannot be text.</summary>
    public static bool IsBroken(string name) => name.StartsWith("broken", StringComparison.Ordinal);

    private static IEnumerable<(string Name, byte[] Bytes)> Make()
    {
        foreach (string text in Broken)
            yield return ($"broken: {text}", Encoding.UTF8.GetBytes(text));
        foreach (string text in Odd)
            yield return ($"odd: {text}", Encoding.UTF8.GetBytes(text));

        byte[] sound = "{\"prompt\":\"a picture\",\"num_images\":1}"u8.ToArray();
        yield return ("broken: with a byte order mark", [0xEF, 0xBB, 0xBF, .. sound]);
        yield return ("broken: UTF-16", Encoding.Unicode.GetBytes("{\"prompt\":\"a\"}"));
        yield return ("broken: UTF-16 with a mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{}")]);
        yield return ("broken: UTF-32", Encoding.UTF32.GetBytes("{\"prompt\":\"a\"}"));
        yield return ("broken: gzip", Compressed(sound, static stream => new GZipStream(stream, CompressionLevel.Fastest)));
        yield return ("broken: brotli", Compressed(sound, static stream => new BrotliStream(stream, CompressionLevel.Fastest)));
        yield return ("broken: deflate", Compressed(sound, static stream => new ZLibStream(stream, CompressionLevel.Fastest)));
        foreach (byte[] bad in (byte[][])[[0x80], [0xC0, 0xAF], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFF]])
        {
            yield return ("broken: invalid UTF-8 in a value", [.. "{\"prompt\":\""u8, .. bad, .. "\"}"u8]);
            yield return ("broken: invalid UTF-8 in a name", [.. "{\""u8, .. bad, .. "\":1}"u8]);
            yield return ("broken: invalid UTF-8 alone", bad);
        }

        foreach (int depth in (int[])[129, 200, 5_000, 100_000])
        {
            yield return ($"broken: {depth} lists", Encoding.ASCII.GetBytes(new string('[', depth) + new string(']', depth)));
            yield return ($"broken: {depth} objects", Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth)));
            yield return ($"broken: {depth} lists without an end", Encoding.ASCII.GetBytes(new string('[', depth)));
        }
        foreach (int depth in (int[])[60, 100, 120])
        {
            yield return ($"odd: {depth} lists", Encoding.ASCII.GetBytes("{\"prompt\":\"a\",\"x\":" + new string('[', depth) + new string(']', depth) + "}"));
            yield return ($"odd: {depth} objects in the wrong place", Encoding.ASCII.GetBytes("{\"prompt\":" + string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth) + "}"));
        }
        yield return ("odd: a number of 5,000 digits", Encoding.ASCII.GetBytes("{\"prompt\":\"a\",\"num_images\":" + new string('9', 5000) + "}"));
        yield return ("odd: a long fraction", Encoding.ASCII.GetBytes("{\"prompt\":\"a\",\"num_images\":0." + new string('1', 5000) + "}"));
        yield return ("odd: 5,000 members", Encoding.ASCII.GetBytes("{" + string.Join(',', Enumerable.Range(0, 5000).Select(static i => $"\"m{i}\":{i}")) + "}"));
        yield return ("odd: a long name", Encoding.ASCII.GetBytes("{\"" + new string('n', 50_000) + "\":1}"));

        // A sound body, cut and bent at every place.
        for (int i = 1; i < sound.Length; i++)
            yield return ($"broken: cut at {i}", sound[..i]);
        foreach (char c in "{}[]:,'\0\u0001")
        {
            for (int i = 0; i <= 10; i++)
                yield return ($"{(IsTextPlace(i) && c >= ' ' ? "odd" : "broken")}: '{(int)c}' at {i}", [.. sound[..i], (byte)c, .. sound[i..]]);
        }
    }

    // Within the name of the first member every character is one of a name.
    private static bool IsTextPlace(int at) => at is >= 2 and <= 8;

    private static byte[] Compressed(byte[] bytes, Func<Stream, Stream> with)
    {
        using var target = new MemoryStream();
        using (Stream stream = with(target))
            stream.Write(bytes);
        return target.ToArray();
    }
}
