using System.Text;
using System.Text.Json;
using Cli.Tests.Support;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Serving;
using Microsoft.AspNetCore.Http;

namespace Cli.Tests.Serve;

/// <summary>A failure in the page's own code is one with words.</summary>
public sealed class PageFailureTests
{
    [Fact]
    public async Task It_is_a_problem_in_JSON()
    {
        using var run = new CliRun();
        var host = new CliHost { Output = TextWriter.Null, Error = TextWriter.Null, OpenInput = () => Stream.Null, WorkingDirectory = run.Folder, Environment = static _ => null, NewHandler = static () => new HttpClientHandler() };
        using ServedSchemas schemas = ServedSchemas.Find(host, [run.Write("a.json", KlingSchema.Text)]);
        // Without an emulator behind it, asking for a price is such a failure.
        var page = new ServePage(schemas);
        var http = new DefaultHttpContext();
        http.Request.Method = "POST";
        http.Request.Path = "/page/check/fal-ai/kling-image/v3/text-to-image";
        http.Request.ContentType = "application/json";
        http.Request.Body = new MemoryStream("""{"prompt":"a fox"}"""u8.ToArray());
        using var answer = new MemoryStream();
        http.Response.Body = answer;

        Assert.True(await page.AnswerAsync(http));
        Assert.Equal((500, "application/problem+json"), (http.Response.StatusCode, http.Response.ContentType));
        using JsonDocument problem = JsonDocument.Parse(Encoding.UTF8.GetString(answer.ToArray()));
        Assert.Contains("NullReferenceException", problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(500, problem.RootElement.GetProperty("status").GetInt32());
    }
}
