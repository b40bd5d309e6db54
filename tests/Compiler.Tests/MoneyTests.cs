using KlingGen.Compiler;
using KlingGen.TestKit;

namespace Compiler.Tests;

/// <summary>What the client says of its price, and when a request says how many images it asks for.</summary>
public sealed class MoneyTests
{
    [Theory]
    [InlineData("""{"num_images":{"type":"integer","default":1}}""", "input.NumImages ?? 1")]
    [InlineData("""{"num_images":{"type":"integer","default":2,"minimum":1,"maximum":9}}""", "input.NumImages ?? 2")]
    [InlineData("""{"num_images":{"type":"integer"}}""", "input.NumImages")]
    [InlineData("""{"num_images":{"type":"number","default":1}}""", null)]
    [InlineData("""{"num_images":{"type":"string","default":"1"}}""", null)]
    [InlineData("""{"num_images":{"type":"integer","default":1},"max_images":{"type":"integer","default":1}}""", null)]
    [InlineData("""{"num_images":{"type":"integer","default":1},"use_images":{"type":"boolean"}}""", "input.NumImages ?? 1")]
    [InlineData("""{"num_images":{"anyOf":[{"type":"integer"},{"type":"null"}],"default":3}}""", null)]
    [InlineData("""{"num_frames":{"type":"integer","default":1}}""", null)]
    public void A_count_of_images_follows_only_from_the_member_that_is_one(string properties, string? count)
    {
        string client = Client($$"""{"type":"object","properties":{{properties}}}""", null);
        Assert.Equal(count, client.Split("CountImages(XInput input) => ") is [_, var rest] ? rest[..rest.IndexOf(';')] : null);
    }

    [Fact]
    public void A_required_count_needs_no_default() =>
        Assert.Contains("=> input.NumImages;", Client("""{"type":"object","required":["num_images"],"properties":{"num_images":{"type":"integer","default":1}}}""", null), StringComparison.Ordinal);

    [Fact]
    public void The_price_of_the_lock_file_is_compiled_in()
    {
        string client = Client("""{"type":"object","properties":{"a":{"type":"string"}}}""", new LockPrice(0.028m, "images", "USD", "2026-11-02"));
        Assert.Contains("""base(fal, Id, new FalPrice(0.028m, "images", "USD") { AsOf = new DateOnly(2026, 11, 2) })""", client, StringComparison.Ordinal);
        Assert.Contains("using global::System;", client, StringComparison.Ordinal);
        Assert.Contains("0.028 USD a unit (<c>images</c>) on 2026-11-02.", client, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hostile_unit_stays_a_text()
    {
        string client = Client("""{"type":"object","properties":{"a":{"type":"string"}}}""", new LockPrice(1m, "\"); Evil(\n</c> /*", "USD", "2026-11-02"));
        Assert.Contains("""new FalPrice(1m, "\"); Evil(\n</c> /*", "USD")""", client, StringComparison.Ordinal);
        Assert.Contains("(<c>\"); Evil( &lt;/c&gt; /*</c>)", client, StringComparison.Ordinal);
    }

    private static string Client(string input, LockPrice? price)
    {
        EndpointSpec endpoint = SchemaReader.Read(new SchemaInput("x.json", SmallSchema.Endpoint("o/x", input))).Endpoint!;
        return CodeEmitter.Emit(endpoint with { Price = price })[0].Text;
    }
}
