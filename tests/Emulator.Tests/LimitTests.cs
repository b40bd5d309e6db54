using System.Net;
using System.Text.Json;

namespace KlingGen.Emulator.Tests;

/// <summary>What the emulator takes in, at the limits and one byte beyond.</summary>
public sealed class LimitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, HttpStatusCode.OK)]
    [InlineData(1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task An_input_has_a_longest_length(int beyond, HttpStatusCode status)
    {
        await using Rig rig = await Rig.StartAsync(static options => options.MaxInputBytes = 1000);
        string input = """{"prompt":"a fox"}""".PadRight(1000 + beyond);
        foreach (bool chunked in new[] { false, true })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "queue/" + Rig.Kling) { Content = Rig.Json(input) };
            request.Headers.TransferEncodingChunked = chunked;
            using HttpResponseMessage answer = await rig.Http.SendAsync(request, Token);
            Assert.Equal(status, answer.StatusCode);
            string text = await answer.Content.ReadAsStringAsync(Token);
            Assert.Equal(beyond == 0 ? 0 : 1, text.Split("up to 1000 bytes").Length - 1);
            FalJournalEntry entry = rig.Emulator.Journal.Of(FalOperation.Submit)[^1];
            Assert.Equal(((int)status, beyond == 0), (entry.Status, entry.BodyComplete));
        }
    }

    [Theory]
    [InlineData(0, HttpStatusCode.OK)]
    [InlineData(1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_file_has_a_longest_length_in_one_piece(int beyond, HttpStatusCode status)
    {
        await using Rig rig = await Rig.StartAsync(static options => (options.MaxInputBytes, options.MaxUploadBytes) = (100, 1000));
        (string address, _) = await GrantAsync(rig, "initiate");
        using var file = new ByteArrayContent(new byte[1000 + beyond]);
        Assert.Equal(status, (await rig.Http.PutAsync(address, file, Token)).StatusCode);
    }

    [Fact]
    public async Task And_its_parts_have_it_together()
    {
        await using Rig rig = await Rig.StartAsync(static options => options.MaxUploadBytes = 1000);
        (string address, _) = await GrantAsync(rig, "initiate-multipart");
        Assert.Equal(HttpStatusCode.OK, await PartAsync(1, 600));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PartAsync(2, 401));
        Assert.Equal(HttpStatusCode.OK, await PartAsync(2, 400));
        // Again, as a client does that has heard nothing.
        Assert.Equal(HttpStatusCode.OK, await PartAsync(2, 400));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PartAsync(3, 1));

        async Task<HttpStatusCode> PartAsync(int number, int length)
        {
            using var part = new ByteArrayContent(new byte[length]);
            return (await rig.Http.PutAsync(address.Replace("?", $"/{number}?", StringComparison.Ordinal), part, Token)).StatusCode;
        }
    }

    [Fact]
    public async Task Files_that_are_not_kept_have_none()
    {
        await using Rig rig = await Rig.StartAsync(static options => (options.MaxUploadBytes, options.KeepUploads) = (10, false));
        (string address, _) = await GrantAsync(rig, "initiate");
        using var file = new ByteArrayContent(new byte[1000]);
        Assert.Equal(HttpStatusCode.OK, (await rig.Http.PutAsync(address, file, Token)).StatusCode);
    }

    [Fact]
    public async Task The_journal_lets_go_of_what_it_does_not_keep()
    {
        await using Rig rig = await Rig.StartAsync(static options => options.JournalBodyLimit = 100);
        await rig.SubmitAsync(Rig.Json("""{"prompt":"a fox"}""".PadRight(5000)));
        FalJournalEntry entry = rig.Emulator.Journal.Of(FalOperation.Submit)[^1];
        Assert.Equal(5000, entry.BodyLength);
        Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(entry.Body, out ArraySegment<byte> held));
        Assert.Equal(100, held.Array!.Length);
    }

    private static async Task<(string Upload, string File)> GrantAsync(Rig rig, string call)
    {
        using HttpResponseMessage answer = await rig.Http.PostAsync($"rest/storage/upload/{call}", Rig.Json("""{"file_name":"a.bin","content_type":"a/b"}"""), Token);
        using JsonDocument grant = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        return (grant.RootElement.GetProperty("upload_url").GetString()!, grant.RootElement.GetProperty("file_url").GetString()!);
    }
}
