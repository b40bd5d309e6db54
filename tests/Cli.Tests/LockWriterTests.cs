using CsCheck;
using KlingGen.Cli.Schemas;
using KlingGen.Compiler;
using KlingGen.TestKit;

namespace Cli.Tests;

public sealed class LockWriterTests
{
    private static readonly LockEntry s_kling = new()
    {
        EndpointId = "fal-ai/kling-image/v3/text-to-image",
        File = "kling-image-v3-text-to-image.json",
        Source = "https://fal.ai/api/openapi/queue/openapi.json?endpoint_id=fal-ai/kling-image/v3/text-to-image",
        Fetched = "2026-11-22T20:00:00Z",
        Sha256 = new string('a', 64),
        QuotedPrice = new LockPrice(0.0280m, "images", "USD", "2026-11-22"),
        Tool = "0.1.0",
    };

    [Fact]
    public void Its_text_is_canonical()
    {
        const string expected = """
            {
              "endpoints": {
                "fal-ai/kling-image/v3/text-to-image": {
                  "fetched": "2026-11-22T20:00:00Z",
                  "file": "kling-image-v3-text-to-image.json",
                  "price": {
                    "amount": 0.028,
                    "currency": "USD",
                    "date": "2026-11-22",
                    "unit": "images"
                  },
                  "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                  "source": "https://fal.ai/api/openapi/queue/openapi.json?endpoint_id=fal-ai/kling-image/v3/text-to-image",
                  "tool": "0.1.0"
                }
              },
              "version": 1
            }

            """;
        Assert.Equal(expected.ReplaceLineEndings("\n"), LockFile.Empty.With(s_kling).ToText());
        Assert.Equal("{\n  \"endpoints\": {},\n  \"version\": 1\n}\n", LockFile.Empty.ToText());
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        Gen<string> text = Gen.String;
        Gen<LockPrice> price = Gen.Select(Gen.Decimal[0m, 1_000m], text, Gen.Char['A', 'Z'].Array[3], static (amount, unit, currency) => new LockPrice(amount, unit, new string(currency), "2026-02-28") { Source = unit.Length % 3 == 0 ? null : unit });
        Gen<LockEntry> entry = Gen.Select(text, text, text, text, Gen.Null(price), static (id, file, source, tool, price) =>
            new LockEntry { EndpointId = id, File = file, Source = source, Fetched = "2026-11-22T20:00:00Z", Sha256 = new string('7', 64), QuotedPrice = price, Tool = tool });
        entry.Array[0, 5].Holds(entries =>
        {
            LockFile written = entries.Aggregate(LockFile.Empty, static (file, entry) => file.With(entry));
            LockReadResult read = LockFile.Read("klinggen.lock.json", written.ToText());
            Assert.Empty(read.Problems);
            Assert.Equal(written, read.File);
            Assert.Equal(written.ToText(), read.File.ToText());
        }, iter: 1_000);
    }

    [Fact]
    public void An_entry_takes_the_place_of_the_former_one()
    {
        LockFile file = LockFile.Empty.With(s_kling).With(s_kling with { EndpointId = "a/b" }).With(s_kling with { Tool = "0.2.0" });
        Assert.Equal(["a/b", s_kling.EndpointId], file.Entries.Select(static entry => entry.EndpointId));
        Assert.Equal("0.2.0", file.Find(s_kling.EndpointId)?.Tool);
    }

    [Fact]
    public void Our_own_lock_file_is_as_we_would_write_it()
    {
        string text = File.ReadAllText(Repository.File($"schemas/{LockFile.FileName}"));
        Assert.Equal(text, LockFile.Read(LockFile.FileName, text).File.ToText());
    }
}
