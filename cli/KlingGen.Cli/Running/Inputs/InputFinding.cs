using System.Text;
using KlingGen.Compiler;

namespace KlingGen.Cli.Running.Inputs;

/// <summary>Something in a request that does not fit.</summary>
/// <param name="Steps">The place.</param>
/// <param name="What">What is wrong, as the rest of a sentence that begins with the place.</param>
internal sealed record InputFinding(IReadOnlyList<InputStep> Steps, string What);

/// <summary>The names of a place of a request.</summary>
/// <param name="Member">In C#: <c>Elements[0].ImageUrl</c>.</param>
/// <param name="Option">On the command line: <c>--elements.0.image-url</c>; null for the input itself.</param>
internal readonly record struct InputName(string Member, string? Option)
{
    /// <summary>Both, as a sentence of the command line begins.</summary>
    public override string ToString() => Option is null ? Member : $"{Member} ({Option})";
}

/// <summary>Names a place of a request as C# and the command line do.</summary>
internal sealed class InputNames(InputModel model, IReadOnlyList<(string Option, MemberSpec Member)> options)
{
    public InputName Of(IReadOnlyList<InputStep> steps)
    {
        if (steps.Count == 0)
            return new InputName("The input", null);
        var member = new StringBuilder();
        var option = new StringBuilder();
        IEnumerable<ValueSpec> at = [model.Root];
        for (int i = 0; i < steps.Count; i++)
        {
            InputStep step = steps[i];
            (MemberSpec? found, at) = Next(at, step);
            if (step.Key is not null && found is not null)
                member.Append(i == 0 ? "" : ".").Append(found.Name);
            else if (step.Key is { } key)
                member.Append("[\"").Append(Schemas.EndpointIds.Shown(key)).Append("\"]");
            else
                member.Append('[').Append(step.Index).Append(']');
            option.Append(i == 0 ? Top(step, found) : "." + (step.Key is null ? step.Index.ToString(System.Globalization.CultureInfo.InvariantCulture) : found is null ? step.Key : OptionNames.Word(found.WireName)));
        }
        return new InputName(member.ToString(), option.ToString());
    }

    private string Top(InputStep step, MemberSpec? found) =>
        options.FirstOrDefault(pair => pair.Member == found).Option ?? OptionNames.Prefix + (step.Key ?? step.Index.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private (MemberSpec? Member, IEnumerable<ValueSpec> Then) Next(IEnumerable<ValueSpec> at, InputStep step)
    {
        var then = new List<ValueSpec>();
        MemberSpec? member = null;
        foreach (ValueSpec value in at.SelectMany(value => Open(value, 0)))
        {
            if (value.Type is ListType list)
                then.Add(list.Item);
            else if (value.Type is MapType map)
                then.Add(map.Value);
            else if (model.Find(value.Type) is RecordSpec record && record.Members.FirstOrDefault(candidate => candidate.WireName == step.Key) is { } found)
                then.Add((member = found).Value);
            else if (model.Find(value.Type) is TupleSpec tuple && step.Index >= 0 && step.Index < tuple.Items.Count)
                then.Add(tuple.Items[step.Index].Value);
        }
        return (member, then);
    }

    private IEnumerable<ValueSpec> Open(ValueSpec value, int depth) =>
        model.Find(value.Type) is UnionSpec union && depth < 8 ? union.Cases.SelectMany(item => Open(item.Value, depth + 1)) : [value];
}
