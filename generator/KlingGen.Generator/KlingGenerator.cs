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
        IncrementalValuesProvider<(string Path, ReadResult Result)> results = inputs
            .Select(static (input, cancellationToken) => (input.Path, SchemaReader.Read(input.ToInput(), cancellationToken)))
            .WithTrackingName(TrackingNames.Read);

        // Two outputs: a comma that moves shifts a squiggle, and no code is printed again for it.
        IncrementalValuesProvider<(string Path, EndpointSpec Endpoint)> endpoints = results
            .Select(static (read, _) => (read.Path, read.Result.Endpoint))
            .Where(static read => read.Endpoint is not null)
            .Select(static (read, _) => (read.Path, read.Endpoint!))
            .WithTrackingName(TrackingNames.Endpoint);

        IncrementalValuesProvider<EquatableArray<Problem>> problems = results
            .Select(static (read, _) => read.Result.Problems)
            .WithTrackingName(TrackingNames.Problems);

        // The lock file of each folder, for its prices. A project has one, or a few.
        IncrementalValueProvider<EquatableArray<FolderLock>> locks = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, _) => FolderLock.IsMarked(pair.Left, pair.Right) ? pair.Left : null)
            .Where(static file => file is not null)
            .Select(static (file, cancellationToken) => FolderLock.Read(file!, cancellationToken))
            .Collect()
            .Select(static (locks, _) => locks.ToEquatableArray())
            .WithTrackingName(TrackingNames.Locks);

        // An entry that changes prints its own endpoint again, and no other.
        IncrementalValuesProvider<(string Path, EndpointSpec Endpoint)> priced = endpoints
            .Combine(locks)
            .Select(static (pair, _) => (pair.Left.Path, pair.Left.Endpoint with { Price = FolderLock.PriceOf(pair.Right, pair.Left.Path, pair.Left.Endpoint.EndpointId) }))
            .WithTrackingName(TrackingNames.Priced);

        IncrementalValuesProvider<EmittedSchema> files = priced
            .Select(static (read, cancellationToken) => new EmittedSchema(read.Path, read.Endpoint, CodeEmitter.Emit(read.Endpoint, cancellationToken)))
            .WithTrackingName(TrackingNames.Files);

        // The compiler drops the whole generator when two outputs share a name (CS8785), so names are looked at across schemas, and only they.
        IncrementalValueProvider<EquatableArray<NameConflict>> conflicts = files
            .Select(static (schema, _) => SchemaNames.Of(schema))
            .WithTrackingName(TrackingNames.SchemaNames)
            .Collect()
            .Select(static (schemas, _) => SchemaNames.Conflicts(schemas))
            .WithTrackingName(TrackingNames.Conflicts);

        // The consumer's own names that are ours too. Mostly there are none, and then nothing below runs.
        IncrementalValueProvider<EquatableArray<ConsumerName>> names = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => ConsumerName.IsCandidate(node), static (found, _) => ConsumerName.Of(found.Node))
            .Collect()
            .Select(static (names, _) => names.ToEquatableArray())
            .WithTrackingName(TrackingNames.Names);

        IncrementalValuesProvider<EquatableArray<Problem>> hidden = files
            .Combine(names)
            .Select(static (pair, _) => HiddenName.Find(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Hidden);

        context.RegisterSourceOutput(files.Combine(conflicts), static (output, pair) =>
        {
            (EmittedSchema schema, EquatableArray<NameConflict> conflicts) = pair;
            if (conflicts.Any(conflict => conflict.Path == schema.Path))
                return;
            foreach (SourceFile file in schema.Files)
                output.AddSource(file.HintName, SourceText.From(file.Text, s_encoding));
        });

        context.RegisterSourceOutput(conflicts, static (output, conflicts) =>
        {
            foreach (NameConflict conflict in conflicts)
                output.ReportDiagnostic(ProblemReport.ToDiagnostic(conflict.ToProblem()));
        });

        context.RegisterSourceOutput(locks, static (output, locks) =>
        {
            foreach (Problem problem in locks.SelectMany(static folder => folder.Result.Problems))
                output.ReportDiagnostic(ProblemReport.ToDiagnostic(problem));
        });

        context.RegisterSourceOutput(hidden, static (output, problems) =>
        {
            foreach (Problem problem in problems)
                output.ReportDiagnostic(ProblemReport.ToDiagnostic(problem));
        });

        context.RegisterSourceOutput(problems, static (output, problems) =>
        {
            foreach (Problem problem in problems)
                output.ReportDiagnostic(ProblemReport.ToDiagnostic(problem));
        });
    }
}
