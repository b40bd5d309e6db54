using System.Text;
using KlingGen.Compiler;
using KlingGen.Generator.Diagnostics;
using KlingGen.Generator.Inputs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace KlingGen.Generator;

/// <summary>Turns each <c>KlingGenSchema</c> of a project into the C# of its endpoint. A project without one gets nothing.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class KlingGenerator : IIncrementalGenerator
{
    // A byte order mark would be one more thing that differs between machines.
    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // Which files are schemas, and what the project says about them. No text is read yet.
        IncrementalValuesProvider<MarkedFile> marked = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, _) => MarkedFile.Read(pair.Left, pair.Right))
            .Where(static file => file is not null)
            .Select(static (file, _) => file!)
            .WithTrackingName(TrackingNames.Marked);

        // One item a file, equal as long as its text is.
        IncrementalValuesProvider<SchemaText> inputs = marked
            .Select(static (file, cancellationToken) => SchemaText.Read(file, cancellationToken))
            .WithComparer(SchemaTextComparer.Instance)
            .WithTrackingName(TrackingNames.Input);

        // Everything that is known about the endpoint, by value.
        IncrementalValuesProvider<ReadResult> results = inputs
            .Select(static (input, cancellationToken) => SchemaReader.Read(input.ToInput(), cancellationToken))
            .WithTrackingName(TrackingNames.Read);

        // Two outputs: a comma that moves shifts a squiggle, and no code is printed again for it.
        IncrementalValuesProvider<EndpointSpec> endpoints = results
            .Select(static (result, _) => result.Endpoint)
            .Where(static endpoint => endpoint is not null)
            .Select(static (endpoint, _) => endpoint!)
            .WithTrackingName(TrackingNames.Endpoint);

        IncrementalValuesProvider<EquatableArray<Problem>> problems = results
            .Select(static (result, _) => result.Problems)
            .WithTrackingName(TrackingNames.Problems);

        IncrementalValuesProvider<EquatableArray<SourceFile>> files = endpoints
            .Select(static (endpoint, cancellationToken) => CodeEmitter.Emit(endpoint, cancellationToken))
            .WithTrackingName(TrackingNames.Files);

        context.RegisterSourceOutput(files, static (output, files) =>
        {
            foreach (SourceFile file in files)
                output.AddSource(file.HintName, SourceText.From(file.Text, s_encoding));
        });

        context.RegisterSourceOutput(problems, static (output, problems) =>
        {
            foreach (Problem problem in problems)
                output.ReportDiagnostic(ProblemReport.ToDiagnostic(problem));
        });
    }
}
