using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace KlingGen.Cli.Mcp;

/// <summary>A function as a tool of the protocol. What it answers is text for a model, and structured content for a program.</summary>
internal sealed class EndpointTool(AIFunction function, bool costs) : McpServerTool
{
    private static readonly AsyncLocal<McpServer?> s_caller = new();

    /// <summary>Who has called the tool that runs now.</summary>
    public static McpServer? Caller => s_caller.Value;

    /// <inheritdoc/>
    public override Tool ProtocolTool => new()
    {
        Name = function.Name,
        Description = function.Description,
        InputSchema = function.JsonSchema,
        Annotations = new ToolAnnotations { ReadOnlyHint = !costs, DestructiveHint = false, IdempotentHint = !costs, OpenWorldHint = true },
    };

    /// <inheritdoc/>
    public override IReadOnlyList<object> Metadata => [];

    /// <inheritdoc/>
    public override async ValueTask<CallToolResult> InvokeAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default)
    {
        s_caller.Value = request.Server;
        var arguments = new AIFunctionArguments();
        foreach ((string name, JsonElement value) in request.Params?.Arguments ?? new Dictionary<string, JsonElement>())
            arguments[name] = value;
        try
        {
            var answer = (JsonElement)(await function.InvokeAsync(arguments, cancellationToken))!;
            return new CallToolResult
            {
                Content = [new TextContentBlock { Text = answer.GetRawText() }],
                StructuredContent = answer,
                IsError = answer.GetProperty("status").GetString() is not ("completed" or "pending"),
            };
        }
        catch (CliException broken)
        {
            return new CallToolResult { Content = [new TextContentBlock { Text = broken.Message }], IsError = true };
        }
    }
}
