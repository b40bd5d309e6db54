using KlingGen.Compiler;
using KlingGen.TestKit;

namespace Compiler.Tests;

public sealed class MediaTests
{
    [Theory]
    [InlineData("\"\"", true)]
    [InlineData("\"https://example.com/a.png\"", false)]
    public void Empty_media_pass_only_where_the_schema_has_them_as_default(string value, bool allowed)
    {
        string text = SmallSchema.Endpoint("o/x", """{"type":"object","properties":{"image_url":{"type":"string","default":DEFAULT}}}""".Replace("DEFAULT", value, StringComparison.Ordinal));

        EndpointSpec endpoint = SchemaReader.Read(new SchemaInput("x.json", text)).Endpoint!;
        string validation = CodeEmitter.Emit(endpoint).Single(static file => file.HintName.EndsWith("Input.Validation.g.cs", StringComparison.Ordinal)).Text;

        Assert.Contains(".Media(ImageUrl", validation, StringComparison.Ordinal);
        Assert.Equal(allowed, validation.Contains("AllowsEmpty = true", StringComparison.Ordinal));
    }
}
