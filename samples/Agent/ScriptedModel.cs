using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Agent;

/// <summary>Stands for a language model, so that the sample runs offline: it calls one tool after the other until one says no.</summary>
internal sealed class ScriptedModel : IChatClient
{
    private int _turn;

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        string last = messages.Last().Contents.OfType<FunctionResultContent>().LastOrDefault()?.Result?.ToString() ?? "";
        // What it is answered is what it goes by.
        if (_turn > 1 && last.Contains("\"refused\"", StringComparison.Ordinal))
            return Answer(new(ChatRole.Assistant, "I have drawn what the budget allows, and stop here."));
        ChatMessage message = _turn++ switch
        {
            // Nearly right, as models write: the number is text, the ratio has blanks.
            0 => Call("draw", ("prompt", "a lighthouse in fog"), ("num_images", "1"), ("aspect_ratio", " 16:9 ")),
            1 => Call("draw_series", ("prompt", "the same lighthouse at dawn, at noon, at dusk"), ("num_images", 3)),
            _ => Call("draw", ("prompt", $"another lighthouse, number {_turn}")),
        };
        Console.WriteLine($"model: {string.Join(", ", message.Contents.OfType<FunctionCallContent>().Select(static call => $"calls {call.Name}"))}");
        return Answer(message);
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (ChatResponseUpdate update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private static Task<ChatResponse> Answer(ChatMessage message) => Task.FromResult(new ChatResponse(message));

    private ChatMessage Call(string tool, params (string Name, object? Value)[] arguments) =>
        new(ChatRole.Assistant, [new FunctionCallContent($"call-{_turn}", tool, arguments.ToDictionary(static argument => argument.Name, static argument => argument.Value))]);
}
