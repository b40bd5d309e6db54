using System.Net;
using System.Text;
using KlingGen.Cli.Service;

namespace Cli.Tests;

/// <summary>What the tool asks the service for is asked again when the answer may have been another.</summary>
public sealed class ServiceReplyTests
{
    [Theory]
    [InlineData(200, """{"openapi":"3.0.4"}""", false)]
    [InlineData(200, "\uFEFF{\"prices\":[]}", false)]
    [InlineData(200, "", true)]
    [InlineData(204, "", true)]
    [InlineData(200, " \n", true)]
    [InlineData(200, "<html></html>", true)]
    [InlineData(200, """{"openapi":"3.0.""", true)]
    [InlineData(200, "{}", true)]
    [InlineData(200, "[]", true)]
    [InlineData(200, "null", true)]
    [InlineData(200, "42", true)]
    [InlineData(404, "", false)]
    [InlineData(401, "<html></html>", false)]
    [InlineData(503, "{}", true)]
    public void A_success_that_says_nothing_is_passing(int status, string body, bool passing) =>
        Assert.Equal(passing, new ServiceReply(new Uri("https://service.example/"), (HttpStatusCode)status, Encoding.UTF8.GetBytes(body), null).IsPassing);
}
