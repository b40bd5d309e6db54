namespace Interop;

public sealed class JavaScriptClientTests(JavaScriptClient client)
{
    [Theory]
    [InlineData("run")]
    [InlineData("subscribe by polling")]
    [InlineData("subscribe by streaming")]
    [InlineData("queue calls")]
    [InlineData("cancel")]
    [InlineData("cancel of a finished request")]
    [InlineData("stream")]
    [InlineData("a wrong input is a ValidationError with field errors")]
    [InlineData("a wrong key is a 401")]
    [InlineData("an unknown endpoint is a 404")]
    [InlineData("an unknown request is a 404")]
    [InlineData("calls and an upload through the proxy header")]
    [InlineData("an uploaded file comes back byte for byte")]
    public void The_official_client_takes_the_emulator_for_the_service(string check)
    {
        Assert.SkipUnless(JavaScriptClient.HasNode, "Node and npm are not on the PATH.");
        Assert.True(client.Outcomes.TryGetValue(check, out string? problem), $"The script did not reach '{check}'.");
        Assert.True(problem is null, problem);
    }
}
