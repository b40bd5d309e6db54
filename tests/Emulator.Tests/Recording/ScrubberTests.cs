using System.Text.Json.Nodes;
using KlingGen.Emulator.Recording;

namespace KlingGen.Emulator.Tests.Recording;

/// <summary>What must not be kept, in every place it can hide.</summary>
public sealed class ScrubberTests
{
    private const string Key = "0a1b2c3d-id:4e5f6a7b-secret";
    private const string Secret = "5EcReT0123456789";

    public static TheoryData<string> Addresses =>
    [
        .. from host in (string[])["https://s3.example/a.png", "http://user@x.example/b", "https://x.example:8443/c/d.mp4", "wss://x.example/e"]
           from name in (string[])["X-Amz-Signature", "x-amz-security-token", "X-Goog-Signature", "Signature", "sig", "token", "access_token", "Policy", "Key-Pair-Id", "jwt", "auth", "api_key", "AWSAccessKeyId", "identity", "fal_jwt_token", "password", "x-oss-signature"]
           select $"{host}?a=1&{name}={Secret}",
    ];

    [Theory]
    [MemberData(nameof(Addresses))]
    public void A_signature_goes_and_the_address_stays(string address)
    {
        foreach (string text in (string[])[address, $"see {address} and \"{address}\"", $"({address})"])
        {
            string scrubbed = new Scrubber().Scrub(new JsonArray(text))![0]!.GetValue<string>();
            Assert.DoesNotContain(Secret, scrubbed, StringComparison.Ordinal);
            Assert.Contains(address.Contains('@') ? "http://x.example/b" : address.Split('?')[0], scrubbed, StringComparison.Ordinal);
            Assert.Equal(scrubbed, new Scrubber().Text(scrubbed));
        }
    }

    [Theory]
    [InlineData("https://x.example/a.png?w=512&fit=crop")]
    [InlineData("https://x.example/a.png")]
    [InlineData("a prompt: with a colon, and / and ?sig but no address")]
    public void What_is_no_secret_stays(string text) => Assert.Equal(text, new Scrubber(Key).Text(text));

    [Theory]
    [InlineData("hf_token")]
    [InlineData("openai_api_key")]
    [InlineData("X-API-Key")]
    [InlineData("Authorization")]
    [InlineData("clientSecret")]
    [InlineData("password")]
    [InlineData("aws_credentials")]
    public void A_member_named_like_a_secret_loses_its_text(string name) =>
        Assert.Equal(Scrubber.Mark, new Scrubber().Scrub(new JsonObject { [name] = Secret })![name]!.GetValue<string>());

    [Fact]
    public void The_key_and_its_halves_go_from_names_and_values_at_every_depth()
    {
        string[] forms = [Key, .. Key.Split(':'), Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Key)), $"Key {Key}"];
        foreach (string form in forms)
        {
            var hiding = new JsonObject { ["a" + form] = 1, ["b"] = new JsonArray(new JsonObject { ["c"] = "x" + form + "y" }, form) };
            Assert.Contains(form, Kept(new Scrubber()), StringComparison.Ordinal);
            Assert.DoesNotContain(form, Kept(new Scrubber(Key)), StringComparison.Ordinal);

            // A scrubber that does not know the key is the variant that must be caught.
            string Kept(Scrubber scrubber) => scrubber.Scrub(hiding)!.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        }
    }

    [Fact]
    public void Bytes_of_a_data_address_become_their_digest_once()
    {
        JsonNode once = new Scrubber().Scrub(JsonValue.Create("data:image/png;base64,AAECAw=="))!;
        Assert.Equal("file:sha256:054edec1d0211f624fed0cbca9d4f9400b0e491c43742af2c5b0abebf0c990d8", once.GetValue<string>());
        Assert.Equal(once.GetValue<string>(), new Scrubber().Scrub(once)!.GetValue<string>());
    }
}
