using KlingGen.Compiler;
using KlingGen.TestKit;
using Microsoft.OpenApi.Any;
using Microsoft.OpenApi.Models;
using Microsoft.OpenApi.Readers;

namespace OpenApiReaders.Tests;

/// <summary>
/// Microsoft.OpenApi.Readers, which knows nothing of our compiler, reads the same documents: the members of each input, which of them are required, and the values of
/// their enums must be the same.
/// </summary>
public sealed class ThirdOpinionTests
{
    [Fact]
    public void Documents_of_the_repository_mean_the_same_to_both()
    {
        foreach (string file in Directory.EnumerateFiles(Repository.File("schemas"), "*.json").Where(static file => Path.GetFileName(file) != LockFile.FileName))
            Assert.Empty(Differences(file, File.ReadAllText(file)));
    }

    [Fact]
    public void Documents_of_the_service_mean_the_same_to_both()
    {
        List<string> differences = [];
        int compared = 0;
        foreach (CorpusDocument document in Corpus.Documents)
        {
            if (SchemaReader.Read(new SchemaInput(document.Path, document.Text)).Endpoint is null)
                continue;
            compared++;
            differences.AddRange(Differences(document.Path, document.Text).Select(difference => $"{document.Name}: {difference}"));
        }
        Assert.True(differences.Count == 0, $"{differences.Count} differences in {compared} documents:\n{string.Join('\n', differences.Take(40))}");
        Assert.True(compared > 150, $"{compared} documents were compared.");
    }

    /// <summary>The comparison sees what it is for.</summary>
    [Theory]
    [InlineData("\"prompt\": {", "\"text\": {")]
    [InlineData("\"required\": [", "\"required_\": [")]
    [InlineData("\"16:9\"", "\"16:10\"")]
    public void A_document_that_means_something_else_is_found(string from, string to)
    {
        string file = Repository.File("schemas/kling-image-v3-text-to-image.json"), text = File.ReadAllText(file);
        Assert.Contains(from, text, StringComparison.Ordinal);
        Assert.NotEmpty(Differences(file, text, text.Replace(from, to, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Differences(string path, string text, string? asRead = null)
    {
        KlingGen.Compiler.ReadResult read = SchemaReader.Read(new SchemaInput(path, text));
        EndpointSpec endpoint = read.Endpoint!;
        OpenApiDocument document = new OpenApiStringReader().Read(Lowering.ToVersion3(asRead ?? text), out OpenApiDiagnostic diagnostic);
        // Some documents refer to schemas that they do not contain; the compiler says so too.
        bool hasBrokenReference = read.Problems.Any(static problem => problem.Id == ProblemIds.UnresolvableReference);
        foreach (OpenApiError error in diagnostic.Errors.Where(error => !(hasBrokenReference && error.Message.StartsWith("Invalid Reference identifier", StringComparison.Ordinal))))
            yield return $"it finds {error.Message} at {error.Pointer}";

        string component = endpoint.InputPointer.Split('/')[^1];
        if (document?.Components?.Schemas.TryGetValue(component, out OpenApiSchema? schema) != true || endpoint.Input is not NamedType named
            || endpoint.Definitions.FirstOrDefault(definition => definition.Name == named.Name) is not RecordSpec record)
            yield break;

        Dictionary<string, OpenApiSchema> members = MembersOf(schema!);
        HashSet<string> required = [.. Layers(schema!).SelectMany(static layer => layer.Required)];
        foreach (string name in members.Keys.Except(record.Members.Select(static member => member.WireName)))
            yield return $"only the reader knows the member '{name}'";
        foreach (MemberSpec member in record.Members)
        {
            if (!members.TryGetValue(member.WireName, out OpenApiSchema? its))
            {
                yield return $"only the compiler knows the member '{member.WireName}'";
                continue;
            }
            bool isRequired = member.Presence is MemberPresence.Required or MemberPresence.RequiredNullable;
            // A required member with a default may be left out; the compiler says why in its diagnostics.
            if (isRequired && !required.Contains(member.WireName))
                yield return $"only the compiler requires '{member.WireName}'";
            if (required.Contains(member.WireName) && !isRequired && Default(its) is null)
                yield return $"only the reader requires '{member.WireName}'";
            string[] values = [.. Layers(its).SelectMany(static layer => layer.Enum).OfType<OpenApiString>().Select(static value => Plain(value.Value)).Distinct(StringComparer.Ordinal)];
            if (member.Value.Type is NamedType type && endpoint.Definitions.FirstOrDefault(definition => definition.Name == type.Name) is EnumSpec spec
                && values.Length > 0 && !values.Order(StringComparer.Ordinal).SequenceEqual(spec.Values.Select(static value => Plain(value.Wire.Text)).Order(StringComparer.Ordinal), StringComparer.Ordinal))
                yield return $"'{member.WireName}' has the values {string.Join(", ", values)} to the reader";
        }
    }

    // As the lowering leaves them.
    private static string Plain(string text) => string.Concat(text.Select(static c => char.IsSurrogate(c) ? '?' : c));

    private static IOpenApiAny? Default(OpenApiSchema schema) => Layers(schema).Select(static layer => layer.Default).FirstOrDefault(static value => value is not null);

    private static Dictionary<string, OpenApiSchema> MembersOf(OpenApiSchema schema)
    {
        var members = new Dictionary<string, OpenApiSchema>(StringComparer.Ordinal);
        foreach ((string name, OpenApiSchema member) in Layers(schema).SelectMany(static layer => layer.Properties))
            members.TryAdd(name, member);
        return members;
    }

    // A schema and what it is made of. Branches of a union are other types, of which one may be the value.
    private static IEnumerable<OpenApiSchema> Layers(OpenApiSchema schema, int depth = 0) => depth > 8
        ? []
        : schema.AllOf.Concat(schema.AnyOf).Concat(schema.OneOf).SelectMany(part => Layers(part, depth + 1)).Prepend(schema);
}
