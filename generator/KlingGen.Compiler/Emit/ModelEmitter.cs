using KlingGen.Compiler.CSharp;

namespace KlingGen.Compiler.Emit;

/// <summary>What the client knows of its role, and what a language model reads about it. Only where the project asks for it.</summary>
internal static class ModelEmitter
{
    public static void Emit(SourceBuilder file)
    {
        EndpointSpec endpoint = file.Endpoint;
        EndpointRole? role = EndpointRoles.Find(endpoint).Role;
        file.NextType();
        file.Use("System");
        file.Use("KlingGen.CompilerServices");
        string types = $"<{file.Types.Name(endpoint.Input)}, {file.Types.Name(endpoint.Output)}>";
        string? kind = role switch
        {
            ImageRole => "Image",
            SpeechRole => "Speech",
            TranscriptRole => "Transcript",
            _ => null,
        };

        IndentedWriter body = file.Body;
        body.Line($"partial class {endpoint.ClientName}Client : IFal{kind}Model{types}");
        using (body.Block())
        {
            body.Line($"FalModelInfo IFalModel{types}.Info => s_info;");
            if (kind is not null)
                body.Line($"Fal{kind}Role IFal{kind}Model{types}.Role => s_role;");
            body.Blank();
            body.Line($"ReadOnlySpan<byte> IFalModel{types}.InputSchema => \"\"\"");
            using (body.Indent())
            {
                foreach (string line in ModelSchema.Write(endpoint, "\n").Split('\n'))
                    body.Line(line);
                body.Line("\"\"\"u8;");
            }
            body.Blank();
            body.Line("private static readonly FalModelInfo s_info = new()");
            using (body.Block("};"))
            {
                body.Line($"Name = {CSharpText.Literal(ModelSchema.Name(endpoint))},");
                body.Line($"Description = {CSharpText.Literal(ModelSchema.Description(endpoint))},");
                if (ImageCount.MemberOf(endpoint) is { Value.Rules.Maximum: { } maximum } && long.TryParse(maximum, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out _))
                    body.Line($"MaxImages = {Numbers.Int64(maximum)},");
            }
            if (role is null)
                return;
            body.Blank();
            body.Line($"private static readonly Fal{kind}Role s_role = new()");
            using (body.Block("};"))
            {
                foreach ((string name, string value) in Members(role))
                    body.Line($"{name} = {value},");
            }
        }
    }

    private static IEnumerable<(string Name, string Value)> Members(EndpointRole role) => (role switch
    {
        ImageRole image => new[]
        {
            ("Prompt", Text(image.Prompt)), ("Image", Text(image.Image)), ("IsImageList", Flag(image.IsImageList)), ("NeedsImage", Flag(image.NeedsImage)), ("Count", Text(image.Count)),
            ("SizeKind", image.SizeKind == ImageSizeKind.None ? null : $"FalSizeKind.{image.SizeKind}"), ("Size", Text(image.Size)), ("Sizes", List(image.Sizes)), ("Format", Text(image.Format)),
            ("Formats", List(image.Formats)), ("Output", Text(image.Output)),
        },
        SpeechRole speech =>
        [
            ("Text", Text(speech.Text)), ("Voice", Text(speech.Voice)), ("Language", Text(speech.Language)), ("Speed", Text(speech.Speed)), ("Pitch", Text(speech.Pitch)), ("Volume", Text(speech.Volume)),
            ("Format", Text(speech.Format)), ("Formats", List(speech.Formats)), ("Output", Text(speech.Output)),
        ],
        TranscriptRole transcript => [("Audio", Text(transcript.Audio)), ("Language", Text(transcript.Language)), ("Output", Text(transcript.Output))],
        _ => [],
    }).Where(static member => member.Item2 is not null)!;

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : CSharpText.Literal(text!);

    private static string? Flag(bool flag) => flag ? "true" : null;

    private static string? List(EquatableArray<string> texts) => texts.Count == 0 ? null : $"[{string.Join(", ", texts.Select(CSharpText.Literal))}]";
}
