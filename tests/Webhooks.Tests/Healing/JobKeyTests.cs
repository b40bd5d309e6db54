using System.Text;
using KlingGen;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Healing;

public sealed class JobKeyTests
{
    private static readonly Uri s_hook = new("https://shop.example/fal/done?tenant=7&x=%2B");

    private readonly FalWebhookJobKey _key = new(Enumerable.Range(0, 32).Select(static i => (byte)i).ToArray());

    [Theory]
    [InlineData("42")]
    [InlineData("order 42 / a+b=c&d?e#f%20~'\"")]
    public void What_is_signed_is_read_again(string id)
    {
        Uri address = _key.Sign(s_hook, Rig.Id, id);
        Assert.StartsWith(s_hook.AbsoluteUri + "&", address.AbsoluteUri, StringComparison.Ordinal);
        Assert.True(_key.TryRead(address.Query, out FalWebhookJob? job));
        Assert.Equal(new FalWebhookJob(id, Rig.Id), job);
        Assert.True(_key.TryRead(address.Query[1..] + "&utm_source=fal", out _));
        Assert.Equal(new FalJobHandle(Rig.Id, "764c"), job.ToHandle("764c"));
    }

    [Fact]
    public void Each_changed_bit_of_the_three_members_is_refused()
    {
        string query = _key.Sign(new("https://shop.example/"), Rig.Id, "order-42").Query;
        int refused = 0;
        for (int bit = 8; bit < query.Length * 8; bit++)
        {
            byte[] bytes = Encoding.Latin1.GetBytes(query);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            string changed = Encoding.Latin1.GetString(bytes);
            // %2f is %2F: the same text in another spelling.
            if (string.Equals(changed, query, StringComparison.OrdinalIgnoreCase) && changed.Contains("%2f", StringComparison.Ordinal))
                continue;
            Assert.False(_key.TryRead(changed, out FalWebhookJob? job), changed);
            Assert.Null(job);
            refused++;
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{refused} changed bits, none accepted");
    }

    [Fact]
    public void Members_missing_doubled_or_of_another_key_are_refused()
    {
        string[] parts = _key.Sign(new("https://shop.example/"), Rig.Id, "order-42").Query[1..].Split('&');
        Assert.Equal(3, parts.Length);
        foreach (string part in parts)
        {
            Assert.False(_key.TryRead(string.Join('&', parts.Where(other => other != part)), out _));
            Assert.False(_key.TryRead(string.Join('&', [.. parts, part]), out _));
            Assert.False(_key.TryRead(string.Join('&', parts.Select(other => other == part ? part.Split('=')[0] + "=" : other)), out _));
        }

        Assert.True(_key.TryRead(string.Join('&', parts.Reverse()), out _));
        Assert.False(new FalWebhookJobKey(new byte[32]).TryRead(string.Join('&', parts), out _));
        Assert.False(_key.TryRead(null, out _));
        Assert.False(_key.TryRead("", out _));
        Assert.False(_key.TryRead("?", out _));
        Assert.False(_key.TryRead(string.Join('&', parts) + "&" + new string('a', 9000), out _));
    }

    [Fact]
    public void The_border_between_id_and_endpoint_cannot_be_moved()
    {
        string mac = _key.Sign(s_hook, "a/b", "c").Query.Split("kg_mac=")[1];
        Assert.True(_key.TryRead($"kg_job=c&kg_endpoint=a/b&kg_mac={mac}", out _));
        Assert.False(_key.TryRead($"kg_job=b%0Ac&kg_endpoint=a/&kg_mac={mac}", out _));
        Assert.False(_key.TryRead($"kg_job=&kg_endpoint=a/b%0Ac&kg_mac={mac}", out _));
    }

    [Fact]
    public void What_cannot_be_signed_is_said_so()
    {
        Assert.Throws<ArgumentException>(() => new FalWebhookJobKey(new byte[31]));
        Assert.Throws<ArgumentException>(() => _key.Sign(new("/relative", UriKind.Relative), Rig.Id, "42"));
        Assert.Throws<ArgumentException>(() => _key.Sign(s_hook, "no endpoint", "42"));
        Assert.Throws<ArgumentException>(() => _key.Sign(_key.Sign(s_hook, Rig.Id, "1"), Rig.Id, "42"));
        foreach (string id in (string[])["", "é", "a\nb", new('a', 201)])
            Assert.Throws<ArgumentException>(() => _key.Sign(s_hook, Rig.Id, id));
        Assert.DoesNotContain(Convert.ToHexString(new byte[] { 0, 1, 2, 3 }), _key.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_signed_can_be_read_and_what_cannot_be_read_is_not_signed()
    {
        int signed = 0, refused = 0;
        foreach (int idLength in (int[])[1, 199, 200, 201])
        {
            foreach (int endpointLength in (int[])[3, 199, 200, 201, 5000])
            {
                foreach (int queryLength in (int[])[0, 1, 7000, 7700, 7900, 8000, 8192, 20_000])
                {
                    string id = new('%', idLength), endpoint = "a/" + new string('b', endpointLength - 2);
                    var hook = new Uri("https://shop.example/fal?" + new string('q', queryLength));
                    try
                    {
                        Uri address = _key.Sign(hook, endpoint, id);
                        Assert.True(_key.TryRead(address.Query, out FalWebhookJob? job), $"{idLength} {endpointLength} {queryLength}");
                        Assert.Equal(new FalWebhookJob(id, endpoint), job);
                        signed++;
                    }
                    catch (ArgumentException error)
                    {
                        Assert.True(idLength > 200 || endpointLength > 200 || queryLength > 7000, error.Message);
                        refused++;
                    }
                }
            }
        }

        Assert.True(signed > 20 && refused > 20, $"{signed} signed, {refused} refused");
    }
}
