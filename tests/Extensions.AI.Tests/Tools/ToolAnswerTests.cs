using System.Text.Json;
using KlingGen;
using KlingGen.Extensions.AI;

namespace Extensions.AI.Tests.Tools;

/// <summary>What a model reads of a result.</summary>
public sealed class ToolAnswerTests
{
    [Fact]
    public void Content_inside_a_result_is_left_out_and_deep_or_long_values_still_travel()
    {
        string deep = string.Concat(Enumerable.Repeat("[", 200)) + string.Concat(Enumerable.Repeat("]", 200));
        FalJson output = FalJson.From(JsonDocument.Parse($$"""{"image":"data:image/png;base64,{{new string('A', 5000)}}","small":"data:,x","text":"{{new string('t', 30_000)}}","deep":{{deep}},"number":1.50,"none":null}""", new JsonDocumentOptions { MaxDepth = 300 }).RootElement);
        JsonElement answer = ToolAnswers.Completed(null, new FalCost(0.5m, "USD"), new FalBudget(2), output);

        JsonElement read = answer.GetProperty("output");
        Assert.Equal("(content of 5022 characters, left out: data:image/png;base64)", read.GetProperty("image").GetString());
        Assert.Equal("data:,x", read.GetProperty("small").GetString());
        Assert.InRange(read.GetProperty("text").GetString()!.Length, 20_000, 20_100);
        Assert.Equal("1.50", read.GetProperty("number").GetRawText());
        Assert.Equal(("0.5 USD", "2 USD"), (answer.GetProperty("cost").GetString(), answer.GetProperty("budget_left").GetString()));
        // A serializer with the usual limit.
        Assert.NotEmpty(JsonDocument.Parse(answer.GetRawText()).RootElement.GetRawText());
    }
}
