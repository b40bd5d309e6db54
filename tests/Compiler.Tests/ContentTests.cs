using KlingGen.Compiler;

namespace Compiler.Tests;

/// <summary>Where a document keeps the schemas of its request and its result: by meaning, not by how it is spelt.</summary>
public sealed class ContentTests
{
    private const string Schema = "{\"type\":\"object\",\"properties\":{\"right\":{\"type\":\"string\"}}}";
    private const string Wrong = "{\"type\":\"object\",\"properties\":{\"wrong\":{\"type\":\"string\"}}}";

    private static readonly string[] s_json =
    [
        "application/json", "application/json; charset=utf-8", "application/json;charset=UTF-8", "Application/JSON", "application/json ;q=1; charset=\\\"utf-8\\\"", " application/json ",
        "text/json", "application/vnd.fal+json", "application/vnd.fal+json; version=2", "APPLICATION/HAL+JSON", "application/*", "*/*",
    ];

    private static readonly string[] s_other = ["application/problem+json", "application/problem+json; charset=utf-8", "multipart/form-data", "text/html", "image/png", "text/event-stream", "application/octet-stream", ""];

    public static TheoryData<string, string> Contents()
    {
        var data = new TheoryData<string, string>();
        foreach (string type in s_json)
        {
            data.Add($"{type} alone", Content((type, Schema)));
            foreach (string other in s_other)
                data.Add($"{type} beside {other}", Content((other, Wrong), (type, Schema)));
            data.Add($"{type} without schema beside one", "{\"content\":{\"text/json\":{\"example\":1},\"application/json\":{\"schema\":" + Schema + "}}}");
        }
        foreach (string less in s_json.Skip(6))
            data.Add($"application/json before {less}", Content((less, Wrong), ("application/json", Schema)));
        return data;
    }

    [Theory]
    [MemberData(nameof(Contents))]
    public void The_media_type_is_read_by_its_meaning(string name, string content)
    {
        AssertRight(name, Document(content, "{\"200\":" + content + "}"));
        AssertRight(name + " by reference", Document("{\"$ref\":\"#/components/requestBodies/B\"}", "{\"200\":{\"$ref\":\"#/components/responses/R\"}}", "\"requestBodies\":{\"B\":" + content + "},\"responses\":{\"R\":" + content + "}"));
    }

    [Theory]
    [InlineData("\"200\":@")]
    [InlineData("\"default\":@")]
    [InlineData("\"2XX\":@")]
    [InlineData("\"2xx\":@")]
    [InlineData("\"201\":@")]
    [InlineData("\"202\":@")]
    [InlineData("\"default\":#,\"200\":@")]
    [InlineData("\"default\":#,\"2XX\":@")]
    [InlineData("\"2XX\":#,\"200\":@,\"201\":#")]
    [InlineData("\"202\":#,\"201\":@")]
    [InlineData("\"422\":#,\"default\":@")]
    [InlineData("\"4XX\":#,\"204\":{},\"201\":@")]
    [InlineData("\"200\":{\"description\":\"none\"},\"201\":@")]
    [InlineData("\"500\":#,\"200\":{\"$ref\":\"#/components/responses/Far\"}")]
    public void The_response_is_the_success(string responses)
    {
        string all = "{" + responses.Replace("@", Content(("application/json", Schema)), StringComparison.Ordinal).Replace(":#", ":" + Content(("application/json", Wrong)), StringComparison.Ordinal) + "}";
        AssertRight(responses, Document(Content(("application/json", Schema)), all, "\"responses\":{\"Far\":{\"$ref\":\"#/components/responses/Farther\"},\"Farther\":" + Content(("application/json", Schema)) + "}"));
    }

    [Theory]
    [InlineData("/requests/{request_id}")]
    [InlineData("/requests/{requestId}")]
    [InlineData("/requests/{id}/")]
    public void The_path_of_the_result_is_known_by_its_form(string suffix) =>
        AssertRight(suffix, Document(Content(("application/json", Schema)), "{\"200\":" + Content(("application/json", Schema)) + "}").Replace("/requests/{request_id}", suffix, StringComparison.Ordinal));

    [Theory]
    [InlineData("/o/x/", "/o/x/requests/{request_id}")]
    [InlineData("/o/x/", "/o/x//requests/{request_id}")]
    [InlineData("/o/{x}", "/o/{x}/requests/{request_id}")]
    [InlineData("/o/x}{", "/o/x}{/requests/{id}/")]
    public void The_path_of_the_result_begins_with_the_endpoint_s_own(string endpoint, string result) =>
        AssertRight(result, Document(Content(("application/json", Schema)), "{\"200\":" + Content(("application/json", Schema)) + "}").Replace("\"/o/x\"", $"\"{endpoint}\"", StringComparison.Ordinal).Replace("/o/x/requests/{request_id}", result, StringComparison.Ordinal));

    [Fact]
    public void A_path_item_may_be_referred_to()
    {
        string content = Content(("application/json", Schema));
        AssertRight("path items", "{\"paths\":{\"/o/x\":{\"$ref\":\"#/components/pathItems/P\"},\"/o/x/requests/{request_id}\":{\"$ref\":\"#/components/pathItems/G\"}},\"components\":{\"pathItems\":{\"P\":{\"post\":{\"requestBody\":" + content + "}},\"G\":{\"get\":{\"responses\":{\"200\":" + content + "}}}}}}");
    }

    [Theory]
    [InlineData("{\"$ref\":\"#/components/requestBodies/Gone\"}", "{\"200\":@}", ProblemIds.UnresolvableReference)]
    [InlineData("{\"$ref\":\"#/components/requestBodies/Loop\"}", "{\"200\":@}", ProblemIds.UnresolvableReference)]
    [InlineData("@", "{\"200\":{\"$ref\":\"other.json\"}}", ProblemIds.UnresolvableReference)]
    [InlineData("@", "{\"200\":{\"$ref\":5}}", ProblemIds.UnresolvableReference)]
    [InlineData("{\"content\":{\"text/html\":{}}}", "{\"200\":@}", ProblemIds.MalformedSchema)]
    [InlineData("@", "{\"422\":@,\"204\":{}}", ProblemIds.MalformedSchema)]
    [InlineData("@", "{\"200\":{\"content\":{\"application/problem+json\":{\"schema\":{}}}}}", ProblemIds.MalformedSchema)]
    public void What_leads_nowhere_is_said(string body, string responses, string id)
    {
        string content = Content(("application/json", Schema));
        ReadResult result = SchemaReader.Read(new SchemaInput("a.json", Document(body.Replace("@", content, StringComparison.Ordinal), responses.Replace("@", content, StringComparison.Ordinal), "\"requestBodies\":{\"Loop\":{\"$ref\":\"#/components/requestBodies/Loop\"}}")));
        Assert.NotNull(result.Endpoint);
        Assert.Equal(id, Assert.Single(result.Problems).Id);
    }

    private static void AssertRight(string name, string document)
    {
        ReadResult result = SchemaReader.Read(new SchemaInput("a.json", document));
        Assert.True(result.Problems.Count == 0, name + ": " + string.Join(" ", result.Problems.Select(static problem => problem.Message)));
        Assert.Equal(2, result.Endpoint!.Definitions.OfType<RecordSpec>().Count(static record => record.Members.Single().WireName == "right"));
    }

    private static string Content(params (string Type, string Schema)[] entries) =>
        "{\"description\":\"d\",\"content\":{" + string.Join(",", entries.Select(static entry => $"\"{entry.Type}\":{{\"schema\":{entry.Schema}}}")) + "}}";

    private static string Document(string body, string responses, string components = "") =>
        "{\"paths\":{\"/o/x\":{\"post\":{\"requestBody\":" + body + ",\"responses\":{\"200\":" + Content(("application/json", Wrong)) + "}}},\"/o/x/requests/{request_id}\":{\"get\":{\"responses\":" + responses + "}}},\"components\":{" + components + "}}";
}
