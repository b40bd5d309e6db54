using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KlingGen.Emulator.Exchange;
using KlingGen.TestKit;

namespace KlingGen.Emulator.Tests;

/// <summary>The realtime connection: tokens, MessagePack and JSON, errors, and its end.</summary>
public sealed class RealtimeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_message_gets_its_output_in_order_and_is_billed(bool asText)
    {
        await using Rig rig = await Rig.StartAsync();
        using ClientWebSocket socket = await ConnectAsync(rig, await TokenAsync(rig));
        for (int i = 1; i <= 3; i++)
            await SendAsync(socket, new JsonObject { ["prompt"] = "a", ["num_images"] = i }, asText);
        for (int i = 1; i <= 3; i++)
        {
            (JsonNode? output, WebSocketMessageType type) = await ReceiveAsync(socket);
            Assert.Equal(i, output!["images"]!.AsArray().Count);
            Assert.Equal(asText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, type);
            (JsonNode? timing, _) = await ReceiveAsync(socket);
            Assert.Equal("x-fal-message", (string?)timing!["type"]);
        }
        Assert.Equal(3, rig.Emulator.Billing.Events.Count);
        Assert.Equal(4, rig.Emulator.Journal.Of(FalOperation.Realtime).Count);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancellation);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Fact]
    public async Task A_wrong_message_gets_an_error_and_the_connection_goes_on()
    {
        await using Rig rig = await Rig.StartAsync();
        using ClientWebSocket socket = await ConnectAsync(rig, await TokenAsync(rig));
        byte[][] wrong = [[0xc1], [0xdf, 0xff, 0xff, 0xff, 0xff], [0x81, 0x01, 0x02], [], [0xcb, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0], [.. Enumerable.Repeat((byte)0x91, 500)], PackedJson.Write(new JsonObject { ["num_images"] = 1 }), PackedJson.Write(JsonValue.Create(3))];
        foreach (byte[] message in wrong)
        {
            await socket.SendAsync(message, WebSocketMessageType.Binary, true, Cancellation);
            (JsonNode? error, _) = await ReceiveAsync(socket);
            Assert.Equal("x-fal-error", (string?)error!["type"]);
            Assert.NotEqual("", (string?)error["reason"]);
        }
        await SendAsync(socket, new JsonObject { ["prompt"] = "a" }, asText: false);
        Assert.NotNull((await ReceiveAsync(socket)).Message!["images"]);
        Assert.Single(rig.Emulator.Billing.Events);
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("")]
    public async Task A_token_that_is_none_hears_that_it_is_unauthorized(string token)
    {
        await using Rig rig = await Rig.StartAsync();
        using ClientWebSocket socket = await ConnectAsync(rig, token);
        Assert.Equal("""{"status":"error","error":"Unauthorized"}""", (await ReceiveAsync(socket)).Message!.ToJsonString());
        Assert.Equal(WebSocketMessageType.Close, (await socket.ReceiveAsync(new byte[10], Cancellation)).MessageType);
    }

    [Fact]
    public async Task Silence_ends_it_with_a_notice()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using Rig rig = await Rig.StartAsync(options => options.TimeProvider = clock);
        using ClientWebSocket socket = await ConnectAsync(rig, await TokenAsync(rig));
        Task<(JsonNode? Message, WebSocketMessageType Type)> notice = ReceiveAsync(socket);
        while (!notice.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }
        Assert.Equal("TIMEOUT", (string?)(await notice).Message!["error"]);
    }

    [Theory]
    [InlineData("run/no-such/app/realtime")]
    [InlineData("run/" + Rig.Kling + "/realtime?max_buffering=61")]
    public async Task What_cannot_be_is_refused_before_the_connection(string path)
    {
        await using Rig rig = await Rig.StartAsync();
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", "Key " + FalEmulator.DefaultApiKey);
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new UriBuilder(new Uri(rig.Emulator.Address, path)) { Scheme = "ws" }.Uri, Cancellation));
    }

    [Theory]
    [InlineData("""{"a":1,"b":[true,false,null],"c":"ü€😀","d":-5.25,"e":{"f":[]},"g":9007199254740993,"h":-1}""")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    public void What_is_packed_is_read_again(string json) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), PackedJson.Read(PackedJson.Write(JsonNode.Parse(json)))));

    private static async Task<string> TokenAsync(Rig rig)
    {
        using HttpResponseMessage answer = await rig.Http.PostAsync("rest/tokens/realtime", Rig.Json("""{"allowed_apps":["fal-ai/kling-image/realtime"],"duration":120}"""), Cancellation);
        return (await Rig.ReadAsync(answer)).GetProperty("token").GetString()!;
    }

    private static async Task<ClientWebSocket> ConnectAsync(Rig rig, string token)
    {
        var socket = new ClientWebSocket();
        var address = new Uri(rig.Emulator.Address, $"run/{Rig.Kling}/realtime?fal_jwt_token={token}");
        await socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws" }.Uri, Cancellation);
        return socket;
    }

    private static Task SendAsync(ClientWebSocket socket, JsonNode message, bool asText) =>
        socket.SendAsync(asText ? Encoding.UTF8.GetBytes(message.ToJsonString()) : PackedJson.Write(message), asText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, true, Cancellation);

    private static async Task<(JsonNode? Message, WebSocketMessageType Type)> ReceiveAsync(ClientWebSocket socket)
    {
        var bytes = new MemoryStream();
        byte[] piece = new byte[4096];
        WebSocketReceiveResult received;
        do
        {
            received = await socket.ReceiveAsync(piece, Cancellation).WaitAsync(HangGuard.Limit, Cancellation);
            bytes.Write(piece, 0, received.Count);
        }
        while (!received.EndOfMessage);
        return (received.MessageType == WebSocketMessageType.Binary ? PackedJson.Read(bytes.ToArray()) : JsonSerializer.Deserialize<JsonNode>(bytes.ToArray()), received.MessageType);
    }
}
