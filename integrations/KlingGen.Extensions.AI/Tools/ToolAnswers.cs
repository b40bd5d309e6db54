using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace KlingGen.Extensions.AI;

/// <summary>What tools answer: small JSON objects that say how the call ended, what it cost, and what to do next. Nothing in them is thrown, because a model never reads exceptions.</summary>
internal static class ToolAnswers
{
    private const int LongestDataUri = 200;
    private const int LongestText = 20_000;
    private const int LongestError = 1_200;

    // Serializers on the way to a model give up at 64 levels, and a paid answer would be lost.
    private const int Deepest = 40;

    // It is read by a model, not by a browser.
    private static readonly JsonWriterOptions s_writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1024 };

    /// <summary>The job has its result.</summary>
    public static JsonElement Completed(FalJobHandle? handle, FalCost? cost, FalBudget? budget, FalJson output) => Write("completed", budget, writer =>
    {
        if (handle is not null)
            writer.WriteString("job", ToolJobs.NameOf(handle));
        if (cost is not null)
            writer.WriteString("cost", cost.ToString());
        writer.WritePropertyName("output");
        Output(writer, output, 0);
    });

    /// <summary>The result can be fetched.</summary>
    public static JsonElement Ready(FalJobHandle handle, FalBudget? budget) => Write("completed", budget, writer =>
    {
        writer.WriteString("job", ToolJobs.NameOf(handle));
        writer.WriteString("next", $"Call {JobFunctions.ResultName} with this job.");
    });

    /// <summary>The job goes on.</summary>
    public static JsonElement Pending(FalJobHandle handle, FalBudget? budget, string? state = null, string? why = null) => Write("pending", budget, writer =>
    {
        writer.WriteString("job", ToolJobs.NameOf(handle));
        if (state is not null)
            writer.WriteString("state", state);
        if (why is not null)
            writer.WriteString("error", Shortened(why));
        writer.WriteString("next", $"The job goes on and is paid for. Do not call the tool again for it; call {JobFunctions.ResultName} with this job later.");
    });

    /// <summary>The call was not made, and cost nothing.</summary>
    public static JsonElement Refused(FalBudget? budget, IEnumerable<string> problems, string next) => Write("refused", budget, writer =>
    {
        writer.WriteStartArray("errors");
        foreach (string problem in problems)
            writer.WriteStringValue(Shortened(problem));
        writer.WriteEndArray();
        writer.WriteString("next", next);
    });

    /// <summary>The call, or the job, ended without a result.</summary>
    public static JsonElement Failed(FalJobHandle? handle, FalBudget? budget, string error, string next) => Write("failed", budget, writer =>
    {
        if (handle is not null)
            writer.WriteString("job", ToolJobs.NameOf(handle));
        writer.WriteString("error", Shortened(error));
        writer.WriteString("next", next);
    });

    /// <summary>Whether the job was bought is not known.</summary>
    public static JsonElement Unknown(FalBudget? budget, string error) => Write("unknown", budget, writer =>
    {
        writer.WriteString("error", Shortened(error));
        writer.WriteString("next", "It may have been bought, and counts as spent. Do not call the tool again with these arguments; report it to the user.");
    });

    private static JsonElement Write(string status, FalBudget? budget, Action<Utf8JsonWriter> rest)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_writer))
        {
            writer.WriteStartObject();
            writer.WriteString("status", status);
            rest(writer);
            if (budget is not null)
                writer.WriteString("budget_left", new FalCost(budget.Remaining, budget.Currency).ToString());
            writer.WriteEndObject();
        }
        var reader = new Utf8JsonReader(buffer.WrittenSpan, new JsonReaderOptions { MaxDepth = 1024 });
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>The output as it came, but for content inside it: a picture as text is of no use to a model, and fills its memory.</summary>
    private static void Output(Utf8JsonWriter writer, FalJson value, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object or JsonValueKind.Array when depth == Deepest:
                writer.WriteStringValue(Text(value.ToString()));
                break;
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach ((string name, FalJson member) in value.EnumerateObject())
                {
                    writer.WritePropertyName(name);
                    Output(writer, member, depth + 1);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (FalJson item in value.EnumerateArray())
                    Output(writer, item, depth + 1);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Text(value.GetString()!));
                break;
            default:
                writer.WriteRawValue(value.ToString(), skipInputValidation: true);
                break;
        }
    }

    private static string Text(string text)
    {
        if (text.StartsWith("data:", StringComparison.OrdinalIgnoreCase) && text.Length > LongestDataUri)
            return $"(content of {text.Length} characters, left out: {text[..Math.Max(0, Math.Min(text.IndexOf(',', StringComparison.Ordinal), 60))]})";
        return text.Length <= LongestText ? text : Cut(text, LongestText) + $"... ({text.Length} characters in all)";
    }

    private static string Shortened(string text) => text.Length <= LongestError ? text : Cut(text, LongestError - 3) + "...";

    private static string Cut(string text, int length) => char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];
}
