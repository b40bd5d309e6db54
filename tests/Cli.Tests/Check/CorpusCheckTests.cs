using KlingGen.Cli.Checking;
using KlingGen.TestKit;

namespace Cli.Tests.Check;

/// <summary>
/// Of the real documents, exactly those are named whose defaults or examples break their own schema. The list was made without this tool: another
/// validator of JSON Schema 2020-12 checked every default and example of every schema, and each of its findings was looked at by a person.
/// </summary>
public sealed class CorpusCheckTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, string> s_broken = new(StringComparer.Ordinal)
    {
        ["decart__lucy-restyle"] = "the example of a file is its address alone",
        ["fal-ai__elevenlabs__speech-to-text__scribe-v2"] = "the examples of a list are its items",
        ["fal-ai__fast-lightning-sdxl"] = "the default of an enum of strings is a number",
        ["fal-ai__heygen__avatar3__digital-twin"] = "the example of an enum is none of its values",
        ["fal-ai__heygen__avatar4__digital-twin"] = "the example of an enum is none of its values",
        ["fal-ai__heygen__avatar4__image-to-video"] = "the example of an enum is none of its values",
        ["fal-ai__hunyuan-video-image-to-video"] = "the default of an enum of strings is a number",
        ["fal-ai__hunyuan-video-lora"] = "the default of an enum of strings is a number",
        ["fal-ai__hunyuan-video"] = "the default of an enum of strings is a number",
        ["fal-ai__hunyuan-video__video-to-video"] = "the default of an enum of strings is a number",
        ["fal-ai__hyper3d__rodin"] = "the examples of a list are its items",
        ["fal-ai__lightx__recamera"] = "the example of a file is its address alone",
        ["fal-ai__sam-3__video-rle"] = "the example of a file is its address alone",
        ["sonauto__v2__inpaint"] = "the example of a list is one of its items",
        ["sonauto__v2__text-to-music"] = "the example of a list is one of its items",
    };

    [Fact]
    public void Exactly_the_documents_that_contradict_themselves_are_named()
    {
        var named = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (CorpusDocument document in Corpus.Documents)
        {
            int findings = ValueCheck.Run(document.Path, document.Text, TestContext.Current.CancellationToken).Count;
            if (findings > 0)
                named.Add(document.Name, findings);
        }
        output.WriteLine($"{Corpus.Documents.Count} documents, {named.Count} named, {named.Values.Sum()} values");
        Assert.Equal(s_broken.Keys.Order(StringComparer.Ordinal), named.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_document_is_called_unsound()
    {
        foreach (CorpusDocument document in Corpus.Documents)
            Assert.DoesNotContain(DocumentCheck.Run(document.Path, document.Name, document.Text, TestContext.Current.CancellationToken), static finding => finding.Rule == CheckRules.UnsoundOpenApi || finding.Severity == KlingGen.Comparison.ChangeSeverity.Error);
    }
}
