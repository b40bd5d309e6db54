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
        IncrementalValuesProvider<(string Path, ReadResult Result)> results = Read(context);
        IncrementalValueProvider<EquatableArray<FolderLock>> locks = Locks(context);
        IncrementalValuesProvider<EmittedSchema> files = Emit(results, locks, TargetOptions.UsesInstances(context));

        // The compiler drops the whole generator when two outputs share a name (CS8785), so names are looked at across schemas, and only they.
        IncrementalValueProvider<EquatableArray<NameConflict>> conflicts = files
            .Select(static (schema, _) => SchemaNames.Of(schema))
            .WithTrackingName(TrackingNames.SchemaNames)
            .Collect()
            .Select(static (schemas, _) => SchemaNames.Conflicts(schemas))
            .WithTrackingName(TrackingNames.Conflicts);

        context.RegisterSourceOutput(files.Combine(conflicts), static (output, pair) =>
        {
            (EmittedSchema schema, EquatableArray<NameConflict> conflicts) = pair;
            if (conflicts.Any(conflict => conflict.Path == schema.Path))
                return;
            foreach (SourceFile file in schema.Files)
                output.AddSource(file.HintName, SourceText.From(file.Text, s_encoding));
        });

        context.RegisterSourceOutput(TargetOptions.MissingTypes(context), (output, missing) =>
        {
            if (LanguageTypes.Write(missing) is { } text)
                output.AddSource(LanguageTypes.HintName, SourceText.From(text, s_encoding));
        });

        context.RegisterSourceOutput(conflicts, static (output, conflicts) => Report(output, conflicts.Select(static conflict => conflict.ToProblem())));
        context.RegisterSourceOutput(locks, static (output, locks) => Report(output, locks.SelectMany(static folder => folder.Result.Problems)));
        context.RegisterSourceOutput(Hidden(context, files), static (output, problems) => Report(output, problems));
        context.RegisterSourceOutput(results.Select(static (read, _) => read.Result.Problems).WithTrackingName(TrackingNames.Problems), static (output, problems) => Report(output, problems));
    }

    /// <summary>Everything that is known about each endpoint, by value.</summary>
    private static IncrementalValuesProvider<(string Path, ReadResult Result)> Read(IncrementalGeneratorInitializationContext context)
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

        return inputs
            .Select(static (input, cancellationToken) => (input.Path, SchemaReader.Read(input.ToInput(), cancellationToken)))
            .WithTrackingName(TrackingNames.Read);
    }

    /// <summary>The lock file of each folder, for its prices. A project has one, or a few.</summary>
    private static IncrementalValueProvider<EquatableArray<FolderLock>> Locks(IncrementalGeneratorInitializationContext context) => context.AdditionalTextsProvider
        .Combine(context.AnalyzerConfigOptionsProvider)
        .Select(static (pair, _) => FolderLock.IsMarked(pair.Left, pair.Right) ? pair.Left : null)
        .Where(static file => file is not null)
        .Select(static (file, cancellationToken) => FolderLock.Read(file!, cancellationToken))
        .Collect()
        .Select(static (locks, _) => locks.ToEquatableArray())
        .WithTrackingName(TrackingNames.Locks);

    private static IncrementalValuesProvider<EmittedSchema> Emit(IncrementalValuesProvider<(string Path, ReadResult Result)> results, IncrementalValueProvider<EquatableArray<FolderLock>> locks, IncrementalValueProvider<bool> instances)
    {
        // Without the problems: a comma that moves shifts a squiggle, and no code is printed again for it.
        IncrementalValuesProvider<(string Path, EndpointSpec Endpoint)> endpoints = results
            .Select(static (read, _) => (read.Path, read.Result.Endpoint))
            .Where(static read => read.Endpoint is not null)
            .Select(static (read, _) => (read.Path, read.Endpoint!))
            .WithTrackingName(TrackingNames.Endpoint);

        // An entry that changes prints its own endpoint again, and no other.
        IncrementalValuesProvider<(string Path, EndpointSpec Endpoint)> priced = endpoints
            .Combine(locks)
            .Select(static (pair, _) => (pair.Left.Path, pair.Left.Endpoint with { Price = FolderLock.PriceOf(pair.Right, pair.Left.Path, pair.Left.Endpoint.EndpointId) }))
            .WithTrackingName(TrackingNames.Priced);

        // Where interfaces have no static members, the code is another, without the schemas that ASP.NET Core's OpenAPI documents ask for. The project's target framework says it.
        return priced
            .Combine(instances)
            .Select(static (pair, _) => (pair.Left.Path, Endpoint: pair.Right ? pair.Left.Endpoint with { UsesInstances = true, DescribesTypes = false } : pair.Left.Endpoint))
            .Select(static (read, cancellationToken) => new EmittedSchema(read.Path, read.Endpoint, CodeEmitter.Emit(read.Endpoint, cancellationToken)))
            .WithTrackingName(TrackingNames.Files);
    }

    /// <summary>The consumer's own names that hide ours. Mostly there are none, and then nothing is looked at.</summary>
    private static IncrementalValuesProvider<EquatableArray<Problem>> Hidden(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<EmittedSchema> files)
    {
        IncrementalValueProvider<EquatableArray<ConsumerName>> names = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => ConsumerName.IsCandidate(node), static (found, _) => ConsumerName.Of(found.Node))
            .Collect()
            .Select(static (names, _) => names.ToEquatableArray())
            .WithTrackingName(TrackingNames.Names);

        return files
            .Combine(names)
            .Select(static (pair, _) => HiddenName.Find(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Hidden);
    }

    private static void Report(SourceProductionContext output, IEnumerable<Problem> problems)
    {
        foreach (Problem problem in problems)
            output.ReportDiagnostic(ProblemReport.ToDiagnostic(problem));
    }
}
