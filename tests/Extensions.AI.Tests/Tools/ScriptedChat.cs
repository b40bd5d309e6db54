using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Extensions.AI.Tests.Tools;

/// <summary>A model that says what a script says: each turn sees the conversation and answers it.</summary>
internal sealed class ScriptedChat(Func<IReadOnlyList<ChatMessage>, ChatOptions?, ChatMessage> turn) : IChatClient
{
    private int _calls;

    public int Turns { get; private set; }

    /// <summary>A message that calls a tool.</summary>
    public ChatMessage Call(string tool, params (string Name, object? Value)[] arguments) =>
        new(ChatRole.Assistant, [new FunctionCallContent($"call-{++_calls}", tool, arguments.ToDictionary(static argument => argument.Name, static argument => argument.Value))]);

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Turns++;
        return Task.FromResult(new ChatResponse(turn([.. messages], options)));
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
}
