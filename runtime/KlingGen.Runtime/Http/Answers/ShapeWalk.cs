using System.Globalization;
using System.Text;
using KlingGen.CompilerServices;

namespace KlingGen;

/// <summary>
/// One way along a shape, by the parts of a location. The service's framework mixes its own words into them: the case of a union (<c>ImageSize</c>,
/// <c>literal['16:9']</c>), the name of a check (<c>function-after[…]</c>), <c>root</c>. In an object and a list every part is either a step or foreign. At a
/// union a part may be both, a case's name and a member of another case; there the way with most steps wins.
/// </summary>
/// <param name="parts">Names as strings, positions as integers or as text.</param>
/// <param name="isJson">Whether the parts were read from JSON itself: every part is a name or a position there, whatever it looks like, and none is foreign.</param>
internal sealed class ShapeWalk(object[] parts, bool isJson = false)
{
    private readonly Dictionary<(FalShape Shape, int From), int> _steps = [];
    private readonly StringBuilder _member = new();
    private readonly StringBuilder _pointer = new();

    public MemberPlace Go(FalShape? shape)
    {
        int at = 0, known = 0;
        while (shape is not null && at < parts.Length)
        {
            switch (shape.Kind)
            {
                case FalShapeKind.Json:
                    return InJson(at);
                case FalShapeKind.Union when Best(shape, at) is { } best:
                    shape = best;
                    break;
                case FalShapeKind.Record or FalShapeKind.List or FalShapeKind.Map when TryStep(shape, at, out Step step, out FalShape? next):
                    Append(step, at);
                    shape = next?.Resolve();
                    known = ++at;
                    break;
                default:
                    at = isJson ? parts.Length : at + 1;
                    break;
            }
        }

        // Below a plain value only the framework's own words can follow; below an object it may be a member that is unknown here.
        bool isExact = _member.Length == 0 ? IsRoot(0) : shape is null || IsRoot(known);
        return shape is null && _member.Length == 0 ? InJson(0) : new MemberPlace(_member.ToString(), _pointer.ToString(), isExact);
    }

    /// <summary>The case along which most parts are steps; null where passing over the part leads as far.</summary>
    private FalShape? Best(FalShape union, int at)
    {
        int max = isJson ? 0 : Steps(union, at + 1);
        FalShape? best = null;
        // Any part is a key of a dictionary; what knows its own names or positions goes first.
        foreach (FalShape type in Types(union, []).OrderBy(static type => type.Kind == FalShapeKind.Map))
        {
            int steps = Steps(type, at);
            if (steps <= max) continue;
            max = steps;
            best = type;
        }

        return best;
    }

    /// <summary>The types of a union, those of unions inside it included.</summary>
    private static IEnumerable<FalShape> Types(FalShape union, HashSet<FalShape> seen)
    {
        foreach (FalShape item in union.Cases)
        {
            if (item.Resolve() is not { } type || !seen.Add(type)) continue;
            if (type.Kind != FalShapeKind.Union)
            {
                yield return type;
                continue;
            }

            foreach (FalShape inner in Types(type, seen)) yield return inner;
        }
    }

    /// <summary>How many parts, from one on, are steps.</summary>
    private int Steps(FalShape? shape, int at)
    {
        shape = shape?.Resolve();
        if (shape is null || at >= parts.Length || shape.Kind == FalShapeKind.Json) return 0;
        if (_steps.TryGetValue((shape, at), out int known)) return known;
        int steps;
        if (shape.Kind == FalShapeKind.Union)
            steps = Types(shape, []).Select(type => Steps(type, at)).Append(Beyond(shape, at)).Max();
        else
            steps = TryStep(shape, at, out _, out FalShape? next) ? 1 + Steps(next, at + 1) : Beyond(shape, at);
        return _steps[(shape, at)] = steps;
    }

    /// <summary>How many parts are steps once this one is passed over.</summary>
    private int Beyond(FalShape shape, int at) => isJson ? 0 : Steps(shape, at + 1);

    private bool TryStep(FalShape shape, int at, out Step step, out FalShape? next)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{parts[at]}");
        next = shape.Item;
        step = Step.None;
        switch (shape.Kind)
        {
            case FalShapeKind.Record when shape.TryGetMember(text, out FalShapeMember member):
                (step, next) = (new Step(text, member.Name, Step.NoIndex), member.Shape);
                return true;
            case FalShapeKind.List or FalShapeKind.Map when isJson && (parts[at] is int) != (shape.Kind == FalShapeKind.List):
                return false;
            case FalShapeKind.List when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int index):
                step = new Step(null, null, index);
                return true;
            case FalShapeKind.Map when isJson || !IsFrameworkWord(text):
                step = new Step(text, null, Step.NoIndex);
                return true;
            default:
                return false;
        }
    }

    private void Append(Step step, int at)
    {
        step.AppendTo(_member);
        AppendPointer(step.Index == Step.NoIndex ? parts[at] : step.Index);
    }

    /// <summary>Where nothing is known of what lies below, the parts are the place.</summary>
    private MemberPlace InJson(int at)
    {
        bool isExact = _member.Length > 0 || IsRoot(at);
        foreach (object part in parts.Skip(at))
        {
            if (part is not string text || !IsFrameworkWord(text)) AppendPointer(part);
        }

        return new MemberPlace(_member.ToString(), _pointer.ToString(), isExact);
    }

    private void AppendPointer(object part) => _pointer.Append('/').Append(
        string.Create(CultureInfo.InvariantCulture, $"{part}").Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));

    private bool IsRoot(int from)
    {
        for (int i = from; i < parts.Length; i++)
        {
            if (parts[i] is not ("root" or "__root__")) return false;
        }

        return true;
    }

    /// <summary>Whether a part is the framework's own, such as <c>dict[str,any]</c> or <c>[key]</c>: where any name is a key, only the form decides.</summary>
    private static bool IsFrameworkWord(string part)
    {
        int open = part.IndexOf('[', StringComparison.Ordinal);
        if (open < 0 || !part.EndsWith(']')) return false;
        foreach (char c in part.AsSpan(0, open))
        {
            if (!char.IsAsciiLetter(c) && c is not ('-' or '_')) return false;
        }

        return true;
    }
}
