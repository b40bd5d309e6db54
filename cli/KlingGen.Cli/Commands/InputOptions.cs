using System.CommandLine;
using KlingGen.Cli.Inspecting;
using KlingGen.Cli.Running.Inputs;
using KlingGen.Compiler;

namespace KlingGen.Cli.Commands;

/// <summary>The inputs of an endpoint as options of the parser.</summary>
internal sealed class InputOptions
{
    private static readonly string[] s_everywhere = ["--json", "--quiet", "--verbose", "--help", "--version"];

    private readonly List<(Option<string[]>, InputPlace)> _all = [];

    private InputOptions()
    {
    }

    /// <summary>The options that the help shows.</summary>
    public IEnumerable<Option> Shown => _all.Select(static pair => pair.Item1);

    /// <summary>All of them, each with the place of its value.</summary>
    public IReadOnlyList<(Option<string[]> Option, InputPlace Place)> All => _all;

    /// <summary>The option of each member.</summary>
    public IReadOnlyList<(string Option, MemberSpec Member)> Names { get; private set; } = [];

    /// <summary>The members of the request, and the deeper places that the line itself names.</summary>
    public static InputOptions For(RunTarget? target, RunOptions tool)
    {
        var options = new InputOptions();
        if (target is not { Model: { } model, Endpoint: { } endpoint })
            return options;
        var taken = tool.All.Select(static option => option.Name).Concat(s_everywhere).ToHashSet(StringComparer.Ordinal);
        options.Names = OptionNames.Of(model.Members, taken);
        var views = (model.Find(endpoint.Model.Input) is { } input ? MemberView.Of(input, endpoint.Model) : []).ToDictionary(static view => view.Wire, StringComparer.Ordinal);
        foreach ((string name, MemberSpec member) in options.Names)
            options.Add(name, new InputPlace([InputStep.Of(member.WireName)], member.Value, member), model, Describe(views[member.WireName]));
        var finder = new PlaceFinder(model);
        foreach (string name in target.Words)
        {
            string path = name.StartsWith(OptionNames.Prefix, StringComparison.Ordinal) ? name[OptionNames.Prefix.Length..] : name[2..];
            if (!taken.Contains(name) && !options._all.Exists(pair => pair.Item1.Name == name) && finder.Find(path) is { } place)
                options.Add(name, place, model, null);
        }
        return options;
    }

    private void Add(string name, InputPlace place, InputModel model, string? description)
    {
        bool isFlag = place.Value.Type is ScalarType { Kind: ScalarKind.Boolean };
        var option = new Option<string[]>(name)
        {
            Description = description,
            HelpName = Word(place.Value, model),
            Arity = isFlag ? ArgumentArity.ZeroOrOne : ArgumentArity.OneOrMore,
            Hidden = description is null,
            CustomParser = static result => [.. result.Tokens.Select(static token => token.Value)],
        };
        foreach (string value in Values(place.Value, model))
            option.CompletionSources.Add(value);
        _all.Add((option, place));
    }

    private static string Describe(MemberView view)
    {
        string?[] parts =
        [
            view.IsRequired ? "(required)" : null,
            view.IsDeprecated ? "(deprecated)" : null,
            FirstSentence(view.Description),
            view.Rules.Length > 0 ? view.Rules : null,
            view.Default is { } standard ? $"Default: {standard}." : null,
        ];
        return CliFailure.OneLine(string.Join(' ', parts.Where(static part => part is not null)));
    }

    private static string? FirstSentence(string text)
    {
        int end = text.IndexOf(". ", StringComparison.Ordinal);
        return text.Length == 0 ? null : Sentences.Ended(end > 0 ? text[..end] : text);
    }

    private static IEnumerable<string> Values(ValueSpec value, InputModel model) => value.Type switch
    {
        ScalarType { Kind: ScalarKind.Boolean } => ["true", "false"],
        ListType list => Values(list.Item, model),
        _ => model.Find(value.Type) switch
        {
            EnumSpec values => values.Values.Select(static item => item.Wire.Text),
            UnionSpec union => union.Cases.SelectMany(item => model.Find(item.Value.Type) is EnumSpec values ? values.Values.Select(static one => one.Wire.Text) : []),
            _ => [],
        },
    };

    private static string Word(ValueSpec value, InputModel model) => value.Type switch
    {
        ScalarType scalar => scalar.Kind switch
        {
            ScalarKind.String => "text",
            ScalarKind.Int32 or ScalarKind.Int64 or ScalarKind.Double => "number",
            ScalarKind.Boolean => "true|false",
            ScalarKind.Media => "@file|url",
            _ => "json",
        },
        ListType list => Word(list.Item, model),
        MapType => "json",
        _ => model.Find(value.Type) switch
        {
            EnumSpec => "word",
            UnionSpec => "value",
            _ => "json",
        },
    };
}
