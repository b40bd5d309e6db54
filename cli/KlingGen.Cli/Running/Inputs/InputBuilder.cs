using System.Text.Json.Nodes;
using KlingGen.Cli.Schemas;
using KlingGen.Compiler;

namespace KlingGen.Cli.Running.Inputs;

/// <summary>Puts a request together: what a file says, above that what <c>--set</c> says, above that what the options say.</summary>
internal sealed class InputBuilder
{
    private readonly PlaceFinder _finder;
    private readonly ValueText _text;
    private JsonNode _root;

    /// <param name="model">What the endpoint takes.</param>
    /// <param name="start">What to begin with; null for an empty object.</param>
    public InputBuilder(InputModel model, JsonNode? start)
    {
        _finder = new PlaceFinder(model);
        _text = new ValueText(model);
        _root = start ?? new JsonObject();
    }

    /// <summary>The request so far.</summary>
    public JsonNode Root => _root;

    /// <summary><c>--set path=json</c>.</summary>
    /// <exception cref="CliException">There is no such member, or it is not JSON.</exception>
    public void Set(string assignment)
    {
        int cut = assignment.IndexOf('=', StringComparison.Ordinal);
        if (cut <= 0)
            throw CliException.Usage($"--set '{EndpointIds.Shown(assignment)}' has no '='. Write --set path=json, as in --set 'image_size={{\"width\":512,\"height\":512}}'.");
        string path = assignment[..cut];
        InputPlace place = _finder.Find(path) ?? throw CliException.Usage($"--set: the endpoint has no input '{EndpointIds.Shown(path)}'. Names are those of 'klinggen inspect'; items of lists are numbers, as in elements.0.image_url.");
        if (ValueText.TryJson(assignment[(cut + 1)..], out JsonNode? node) is { } reason)
            throw CliException.Usage($"--set {EndpointIds.Shown(path)}: this is not JSON: {reason} Text needs quotes, as in --set '{EndpointIds.Shown(path)}=\"a text\"'.");
        Put(place.Steps, node, "--set " + path);
    }

    /// <summary>An option with what stands behind it, once for each time it was given.</summary>
    /// <exception cref="CliException">A value is not of the member's type.</exception>
    public void Option(string option, InputPlace place, IReadOnlyList<string> texts)
    {
        if (place.Value.Type is ListType list && !texts.Any(static text => text.AsSpan().TrimStart().StartsWith("[")))
        {
            Put(place.Steps, new JsonArray([.. texts.Select(text => Read(option, text, list.Item))]), option);
            return;
        }
        if (texts.Count > 1)
            throw CliException.Usage($"{option} is given {texts.Count} times, and takes one value. Give it once.");
        Put(place.Steps, Read(option, texts[0], place.Value), option);
    }

    private JsonNode? Read(string option, string text, ValueSpec spec) => _text.TryRead(text, spec, out JsonNode? node) is { } wanted
        ? throw CliException.Usage($"{option} {Sentences.Ended(wanted)[..^1]}, not '{EndpointIds.Shown(text)}'. See the command's --help.")
        : node;

    private void Put(IReadOnlyList<InputStep> steps, JsonNode? value, string name)
    {
        JsonNode at = _root;
        for (int i = 0; i < steps.Count; i++)
        {
            bool isLast = i == steps.Count - 1;
            JsonNode? next = isLast ? value : Child(at, steps[i]) ?? (steps[i + 1].Key is null ? new JsonArray() : new JsonObject());
            if (isLast || Child(at, steps[i]) is null)
                Attach(at, steps[i], next, name);
            at = next!;
        }
    }

    private static JsonNode? Child(JsonNode at, InputStep step) => at switch
    {
        JsonObject members when step.Key is { } key => members[key],
        JsonObject members => members[step.Index.ToString(System.Globalization.CultureInfo.InvariantCulture)],
        JsonArray items when step.Key is null && step.Index < items.Count => items[step.Index],
        _ => null,
    };

    private static void Attach(JsonNode at, InputStep step, JsonNode? value, string name)
    {
        if (at is JsonObject members)
            members[step.Key ?? step.Index.ToString(System.Globalization.CultureInfo.InvariantCulture)] = value;
        else if (at is JsonArray items && step.Key is null && step.Index < items.Count)
            items[step.Index] = value;
        else if (at is JsonArray list && step.Key is null && step.Index == list.Count)
            list.Add(value);
        else if (at is JsonArray gap && step.Key is null)
            throw CliException.Usage($"{name} is item {step.Index} of a list that has {Sentences.Count(gap.Count, "item")} so far. Items are numbered from 0 without gaps; give the earlier ones first.");
        else
            throw CliException.Usage($"{name} leads into a value that has no members. Give either the whole value or its members, not both.");
    }
}
