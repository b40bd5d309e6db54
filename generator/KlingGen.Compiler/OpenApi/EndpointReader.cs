using KlingGen.Compiler.Json;

namespace KlingGen.Compiler.OpenApi;

/// <summary>Puts the model of one endpoint together.</summary>
internal static class EndpointReader
{
    public static EndpointSpec Read(SchemaInput input, JsonDocument document, EndpointPaths paths, ProblemList problems, out Func<SchemaPlaces> places, CancellationToken cancellationToken)
    {
        string client = Options.ClientName(input, paths.EndpointId);
        var builder = new ModelBuilder(document.Root!, paths, problems, cancellationToken);
        TypeSpec inputType = builder.BuildRoot(paths.Input, client + "Input", isInput: true);
        TypeSpec outputType = builder.BuildRoot(paths.Output, client + "Output", isInput: false);

        var naming = new DraftNaming(builder.Drafts, [inputType, outputType], client);
        places = () => new SchemaPlaces(naming.Places(builder.Places), pointer => Find(document, pointer));
        return new EndpointSpec
        {
            EndpointId = paths.EndpointId,
            InputPointer = paths.Input.Pointer,
            OutputPointer = paths.Output.Pointer,
            Namespace = Options.Namespace(input, paths.EndpointId),
            ClientName = client,
            IsPublic = Options.IsPublic(input),
            DescribesModel = Options.DescribesModel(input),
            DescribesTypes = Options.DescribesTypes(input),
            Doc = About(document.Root!),
            Input = naming.Rename(inputType),
            Output = naming.Rename(outputType),
            Definitions = naming.Definitions().ToEquatableArray(),
        };
    }

    private static (int Line, int Column)? Find(JsonDocument document, string pointer) =>
        JsonPointer.Walk(document.Root!, pointer) is { } node ? document.Lines.Find(node.Start) : null;

    /// <summary>The service's own line about the endpoint.</summary>
    private static DocSpec About(JsonNode root)
    {
        if (root["info"]?["x-fal-metadata"]?["about"] is not { IsString: true } about)
            return DocSpec.None;
        List<DocBlock> blocks = Markdown.Read(about.Text);
        return blocks.Count == 0 ? DocSpec.None : new DocSpec(blocks[0], blocks.Skip(1).ToEquatableArray());
    }
}
