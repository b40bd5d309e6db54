using System.Text;
using System.Text.Json;
using KlingGen;
using KlingGen.CompilerServices;
using KlingGen.TestKit;
using Runtime.Tests.Support;

namespace Runtime.Tests.Errors;

/// <summary>The service's <c>loc</c> leads to the C# member along the type of the input.</summary>
public class MemberNamesTests
{
    private static readonly FalShape s_size = FalShape.Record().Add("width", "Width").Add("ImageSize", "ImageSize_");
    private static readonly FalShape s_source = FalShape.Union(
        FalShape.Record().Add("type", "Type").Add("url", "Url").Add("crop", "Crop", s_size),
        FalShape.Record().Add("image", "Image").Add("url", "Address"));

    private static readonly MemberNames s_names = new(FalShape.Record()
        .Add("prompt", "Prompt")
        .Add("v1.5", "V1_5")
        .Add("body", "Body")
        .Add("query", "Query")
        .Add("queries", "Queries", FalShape.List())
        .Add("image_size", "Size", FalShape.Union(s_size))
        .Add("source", "Source", s_source)
        .Add("elements", "Elements", FalShape.List(FalShape.Record().Add("frontal_image_url", "FrontalImageUrl").Add("0", "Zero")))
        .Add("grid", "Grid", FalShape.List(FalShape.List()))
        .Add("range", "Range", FalShape.Record().Add("0", "Start").Add("1", "End"))
        .Add("by_key", "ByKey", FalShape.Map(s_size))
        .Add("loras", "Loras", FalShape.Union(FalShape.Map(s_size), FalShape.List(s_size)))
        .Add("settings", "Settings", FalShape.Json)
        .Add("node", "Node", FalShape.Of<Node>()));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""["body","prompt"]""", "Prompt", "/prompt")]
    [InlineData("""["prompt"]""", "Prompt", "/prompt")]
    [InlineData("""["body","v1.5"]""", "V1_5", "/v1.5")]
    [InlineData("""["body"]""", "", "")]
    [InlineData("""[]""", "", "")]
    [InlineData("""["body","root"]""", "", "")]
    [InlineData("""["body","__root__"]""", "", "")]
    [InlineData("""["body","root","prompt"]""", "Prompt", "/prompt")]
    [InlineData("""["body","body"]""", "Body", "/body")]
    [InlineData("""["body","query"]""", "Query", "/query")]
    [InlineData("""["query","prompt"]""", "", "")]
    [InlineData("""["header","x-fal-key"]""", "", "")]
    [InlineData("""["path","prompt"]""", "", "")]
    [InlineData("""["cookie","prompt"]""", "", "")]
    [InlineData("""["query"]""", "Query", "/query")]
    [InlineData("""["body","image_size","ImageSize","width"]""", "Size.Width", "/image_size/width")]
    [InlineData("""["body","image_size","width"]""", "Size.Width", "/image_size/width")]
    [InlineData("""["body","image_size","literal['square','portrait']"]""", "Size", "/image_size")]
    [InlineData("""["body","image_size","ImageSize","ImageSize"]""", "Size.ImageSize_", "/image_size/ImageSize")]
    [InlineData("""["body","source","image","url"]""", "Source.Url", "/source/url")]
    [InlineData("""["body","source","image","image"]""", "Source.Image", "/source/image")]
    [InlineData("""["body","source","image"]""", "Source.Image", "/source/image")]
    [InlineData("""["body","source","function-after[f(), Crop]","crop","ImageSize","width"]""", "Source.Crop.ImageSize_", "/source/crop/ImageSize")]
    [InlineData("""["body","elements",0,"ElementInput","frontal_image_url"]""", "Elements[0].FrontalImageUrl", "/elements/0/frontal_image_url")]
    [InlineData("""["body","elements","list[ElementInput]","3","frontal_image_url","constrained-str"]""", "Elements[3].FrontalImageUrl", "/elements/3/frontal_image_url")]
    [InlineData("""["body","elements",0,0]""", "Elements[0].Zero", "/elements/0/0")]
    [InlineData("""["body","elements","-1"]""", "Elements", "/elements")]
    [InlineData("""["body","elements",99999999999999999999]""", "Elements", "/elements")]
    [InlineData("""["body","elements",1.5]""", "Elements", "/elements")]
    [InlineData("""["body","queries",4]""", "Queries[4]", "/queries/4")]
    [InlineData("""["body","grid",1,"list[int]",2,"int"]""", "Grid[1][2]", "/grid/1/2")]
    [InlineData("""["body","range",1]""", "Range.End", "/range/1")]
    [InlineData("""["body","range","tuple[int,int]","0"]""", "Range.Start", "/range/0")]
    [InlineData("""["body","by_key","a/b","width"]""", "ByKey[\"a/b\"].Width", "/by_key/a~1b/width")]
    [InlineData("""["body","by_key",5,"width"]""", "ByKey[\"5\"].Width", "/by_key/5/width")]
    [InlineData("""["body","by_key","k","[key]"]""", "ByKey[\"k\"]", "/by_key/k")]
    [InlineData("""["body","by_key","dict[str,ImageSize]","k","width"]""", "ByKey[\"k\"].Width", "/by_key/k/width")]
    [InlineData("""["body","loras","dict[str,ImageSize]","k","width"]""", "Loras[\"k\"].Width", "/loras/k/width")]
    [InlineData("""["body","loras","list[ImageSize]",2,"width"]""", "Loras[2].Width", "/loras/2/width")]
    [InlineData("""["body","settings","depth",0]""", "Settings", "/settings/depth/0")]
    [InlineData("""["body","node","Node","child","Node","child","size","width"]""", "Node.Child.Child.Size.Width", "/node/child/child/size/width")]
    [InlineData("""["body","prompt","str","width"]""", "Prompt", "/prompt")]
    [InlineData("""["body",null,{"a":1},true,["x"],"prompt"]""", "Prompt", "/prompt")]
    [InlineData("""["body","\ud800","prompt"]""", "Prompt", "/prompt")]
    [InlineData("""["body","new_member"]""", "", "")]
    [InlineData("\"prompt\"", "Prompt", "/prompt")]
    [InlineData("null", "", "")]
    [InlineData("{}", "", "")]
    [InlineData("17", "", "")]
    public void A_location_leads_to_the_member(string loc, string member, string place)
    {
        ErrorDetail detail = Assert.Single(ErrorBody.Read(Encoding.UTF8.GetBytes($$"""{"detail":[{"loc":{{loc}},"msg":"m","type":"t"}]}""")).Details);
        MemberPlace found = s_names.Find(new FalErrorLocation(detail.Location));
        Assert.Equal((member, place), (found.Member, found.Pointer));
        Assert.Equal("m", detail.Message);
    }

    /// <summary>In a result every part is a name or a position, also one that looks like a word of the service's framework.</summary>
    [Theory]
    [InlineData("""[]""", "")]
    [InlineData("""["prompt"]""", "Prompt")]
    [InlineData("""["v1.5"]""", "V1_5")]
    [InlineData("""["body"]""", "Body")]
    [InlineData("""["body","prompt"]""", "Body")]
    [InlineData("""["query"]""", "Query")]
    [InlineData("""["query","prompt"]""", "Query")]
    [InlineData("""["root","prompt"]""", "")]
    [InlineData("""["new","prompt"]""", "")]
    [InlineData("""["image_size","ImageSize"]""", "Size.ImageSize_")]
    [InlineData("""["image_size","new","width"]""", "Size")]
    [InlineData("""["source","image","url"]""", "Source.Image")]
    [InlineData("""["source","crop","width"]""", "Source.Crop.Width")]
    [InlineData("""["elements",3,"frontal_image_url"]""", "Elements[3].FrontalImageUrl")]
    [InlineData("""["elements",3,"0"]""", "Elements[3].Zero")]
    [InlineData("""["elements","3"]""", "Elements")]
    [InlineData("""["range",1]""", "Range.End")]
    [InlineData("""["by_key","list[str]","width"]""", "ByKey[\"list[str]\"].Width")]
    [InlineData("""["by_key","[key]"]""", "ByKey[\"[key]\"]")]
    [InlineData("""["by_key","root","ImageSize"]""", "ByKey[\"root\"].ImageSize_")]
    [InlineData("""["loras","2","width"]""", "Loras[\"2\"].Width")]
    [InlineData("""["loras",2,"width"]""", "Loras[2].Width")]
    [InlineData("""["settings","depth",0]""", "Settings")]
    [InlineData("""["node","child","child","size","width"]""", "Node.Child.Child.Size.Width")]
    public void A_place_in_a_result_is_taken_as_it_is(string parts, string member)
    {
        object[] place = [.. JsonSerializer.Deserialize<JsonElement[]>(parts)!.Select(static part => part.ValueKind == JsonValueKind.Number ? (object)part.GetInt32() : part.GetString()!)];
        Assert.Equal(member, s_names.At(place));
    }

    [Fact]
    public void Without_a_table_the_place_stays_what_the_service_said()
    {
        var place = new MemberNames(FalShape.Of<FalJson>()).Find(new FalErrorLocation(["body", "elements", 0, "front"]));
        Assert.Equal(("", "/elements/0/front", false), (place.Member, place.Pointer, place.IsExact));
    }

    [Theory]
    [InlineData("""["body","new_member"]""", "The input (body.new_member): Field required")]
    [InlineData("""["body","elements",0,"new_member"]""", "Elements[0] (body.elements[0].new_member): Field required")]
    [InlineData("""["query","limit"]""", "The input (query.limit): Field required")]
    [InlineData("""["body","prompt","str"]""", "Prompt: Field required")]
    [InlineData("""["body","root"]""", "The input: Field required")]
    [InlineData("""["body"]""", "The input: Field required")]
    public async Task A_member_the_type_does_not_know_is_named_by_the_service_s_words(string loc, string message)
    {
        using var studio = new Studio(new StubHandler().On("GET", Studio.Job, 422, $$"""{"detail":[{"loc":{{loc}},"msg":"Field required","type":"missing"}]}"""));
        var error = await Assert.ThrowsAsync<FalApiValidationException>(() => studio.Endpoint.Resume(Studio.Handle).GetResultAsync(Cancellation));
        Assert.Equal(message, Assert.Single(error.ValidationErrors).Message);
        Assert.Equal(JsonSerializer.Deserialize<JsonElement[]>(loc)!.Length, error.ValidationErrors[0].Location.Count);
    }

    [Fact]
    public async Task After_a_restart_and_in_a_webhook_the_names_are_those_of_the_call()
    {
        const string Detail = """{"detail":[{"loc":["body","num_images"],"msg":"m","type":"t"},{"loc":["body","elements",0,"StudioElement","frontal_image_url"],"msg":"m","type":"t"}]}""";
        using var studio = new Studio(new StubHandler().On("POST", "/" + Studio.Id, 422, Detail).On("GET", Studio.Job, 422, Detail));
        var run = await Assert.ThrowsAsync<FalApiValidationException>(() => studio.Endpoint.RunAsync(Studio.Input, cancellationToken: Cancellation));
        var resumed = await Assert.ThrowsAsync<FalApiValidationException>(() => studio.Endpoint.Resume(Studio.Handle).GetResultAsync(Cancellation));
        FalWebhook<StudioOutput> webhook = studio.Endpoint.ParseWebhook(FalVerifiedWebhook.WithoutVerification(
            Encoding.UTF8.GetBytes($$"""{"request_id":"job-1","status":"ERROR","error":"Invalid status code: 422","payload":{{Detail}}}""")));

        string[] expected = ["Count", "Elements[0].FrontalImageUrl"];
        Assert.Equal(expected, run.ValidationErrors.Select(static error => error.Member));
        Assert.Equal(expected, resumed.ValidationErrors.Select(static error => error.Member));
        Assert.Equal(expected, webhook.ErrorDetails.Select(static error => error.Member));
        Assert.Equal("/elements/0/frontal_image_url", webhook.ErrorDetails[1].Pointer);
        Assert.Equal(["body", "elements", 0, "StudioElement", "frontal_image_url"], webhook.ErrorDetails[1].Location);
    }

    [Fact]
    public void Long_and_random_locations_end_soon_and_never_throw()
    {
        var random = new Random(Seeds.Of(11));
        object[] words = ["body", "node", "child", "Node", "source", "image", "size", "width", "loras", "by_key", "elements", 0, -1, int.MaxValue, "0", "", " ", "root", "\ud800", "[", "]", "a[", "literal[]", new string('x', 4000)];
        for (int i = 0; i < 5_000; i++)
        {
            object[] parts = [.. Enumerable.Range(0, random.Next(64)).Select(_ => words[random.Next(words.Length)])];
            MemberPlace place = s_names.Find(new FalErrorLocation(parts));
            Assert.NotNull(place.Member);
        }

        Assert.StartsWith("Node.Child.Child", s_names.Find(new FalErrorLocation(["body", "node", .. Enumerable.Repeat<object>("child", 5_000)])).Member, StringComparison.Ordinal);
        // A union that holds nothing but itself.
        Assert.Equal("", new MemberNames(FalShape.Of<Endless>()).Find(new FalErrorLocation(["body", "x"])).Member);
    }

    [Fact]
    public void Only_a_record_has_members() => Assert.Throws<InvalidOperationException>(() => FalShape.List().Add("a", "A"));

    private sealed record Node : IFalJson<Node>
    {
#if !NETSTANDARD2_0
        static
#endif
        FalShape IFalJson<Node>.Shape => FalShape.Record().Add("child", "Child", FalShape.Union(FalShape.Of<Node>())).Add("size", "Size", s_size);

#if !NETSTANDARD2_0
        static
#endif
        Node IFalJson<Node>.ReadFrom(ref FalJsonReader reader) => throw new NotSupportedException();

        void IFalJson<Node>.WriteTo(FalJsonWriter writer) => throw new NotSupportedException();
    }

    private sealed record Endless : IFalJson<Endless>
    {
#if !NETSTANDARD2_0
        static
#endif
        FalShape IFalJson<Endless>.Shape => FalShape.Union(FalShape.Of<Endless>(), FalShape.Union(FalShape.Of<Endless>()));

#if !NETSTANDARD2_0
        static
#endif
        Endless IFalJson<Endless>.ReadFrom(ref FalJsonReader reader) => throw new NotSupportedException();

        void IFalJson<Endless>.WriteTo(FalJsonWriter writer) => throw new NotSupportedException();
    }
}
