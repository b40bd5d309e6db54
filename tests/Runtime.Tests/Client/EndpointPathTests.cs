using KlingGen;

namespace Runtime.Tests.Client;

public class EndpointPathTests
{
    [Theory]
    [InlineData("fal-ai/flux", "fal-ai/flux", "fal-ai/flux")]
    [InlineData("fal-ai/kling-image/v3/text-to-image", "fal-ai/kling-image/v3/text-to-image", "fal-ai/kling-image")]
    [InlineData("/fal-ai/flux/", "fal-ai/flux", "fal-ai/flux")]
    [InlineData("workflows/me/mine", "workflows/me/mine", "workflows/me/mine")]
    [InlineData("workflows/me/mine/sub", "workflows/me/mine/sub", "workflows/me/mine")]
    [InlineData("comfy/me/mine", "comfy/me/mine", "comfy/me/mine")]
    [InlineData("1234-my-app", "1234/my-app", "1234/my-app")]
    public void Submit_takes_the_whole_id_and_requests_take_the_app(string id, string full, string app)
    {
        EndpointPath path = EndpointPath.Parse(id);
        Assert.Equal(full, path.Full);
        Assert.Equal(app, path.App);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("flux")]
    [InlineData("workflows/me")]
    [InlineData("fal-ai//flux")]
    [InlineData("fal-ai/../../evil")]
    [InlineData("fal-ai/.")]
    [InlineData("fal-ai/%2e%2e/x")]
    [InlineData("fal-ai/flux?x=1")]
    [InlineData("fal-ai/flux#x")]
    [InlineData("fal-ai\\flux")]
    [InlineData("https://fal.run/fal-ai/flux")]
    [InlineData("fal-ai/fl ux")]
    [InlineData("fal-ai/flüx")]
    public void What_could_lead_elsewhere_is_no_endpoint_id(string id) => Assert.ThrowsAny<ArgumentException>(() => EndpointPath.Parse(id));

    [Theory]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a?b")]
    [InlineData("a%2fb")]
    [InlineData("")]
    public void What_could_lead_elsewhere_is_no_request_id(string id) => Assert.ThrowsAny<ArgumentException>(() => new FalJobHandle("fal-ai/flux", id));
}
