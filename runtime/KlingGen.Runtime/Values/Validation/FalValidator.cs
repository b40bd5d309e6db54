using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace KlingGen.CompilerServices;

/// <summary>Goes through a request, knows where it stands, and takes the findings. Generated code drives it.</summary>
/// <remarks>
/// <para>A rule applies to the member named last: <c>check.Member("prompt", nameof(Prompt)).Required(Prompt).MaxLength(Prompt, 2500);</c></para>
/// <para>All rules but <c>Required</c> pass over null. All findings are kept, in the order of the rules. Nothing is allocated while there is none.</para>
/// <para>
/// A first pass only asks whether there is anything to say: it keeps no names, and for a valid request it is the only one. Where there is, a second
/// pass says what and where.
/// </para>
/// <para>The same passes gather local media for the call, whether or not rules are checked.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref partial struct FalValidator
{
    /// <summary>A request cannot be nested deeper: neither could it be read.</summary>
    private const int Deepest = 256;

    private static readonly IReadOnlyList<FalValidationError> NoFindings = [];

    private readonly bool _checkRules;
    private readonly bool _collect;
    private readonly List<Step>? _path;
    private List<FalValidationError>? _errors;
    private List<FalCollectedMedia>? _media;
    private Stack<Choice>? _around;
    private Choice _choice;
    private Step _leaf;
    private int _depth;
    private bool _found;

    private FalValidator(bool checkRules, bool collect, bool named)
    {
        _checkRules = checkRules;
        _collect = collect;
        if (!named) return;
        _path = [];
        _leaf = Step.None;
    }

    /// <summary>Checks a request.</summary>
    /// <typeparam name="T">The type of the request.</typeparam>
    /// <param name="input">The request.</param>
    /// <returns>All findings in the order of the members; empty, and nothing allocated, when there is none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    public static IReadOnlyList<FalValidationError> Validate<T>(T input)
        where T : IFalValidatable
    {
        if (input is null) throw new ArgumentNullException(nameof(input));
        var check = new FalValidator(checkRules: true, collect: false, named: false);
        input.Validate(ref check);
        return check._found ? Run(input, checkRules: true, collect: false, out _) : NoFindings;
    }

    /// <summary>Whether a request breaks no rule.</summary>
    internal static bool IsValid<T>(T input)
        where T : IFalValidatable
    {
        var check = new FalValidator(checkRules: true, collect: false, named: false);
        input.Validate(ref check);
        return !check._found;
    }

    /// <summary>Before a call: checks the rules where asked to, and gathers local media.</summary>
    /// <param name="input">The request; anything that is not <see cref="IFalValidatable"/> has no rules and no media.</param>
    /// <param name="checkRules">Whether rules are checked.</param>
    /// <param name="media">Media to upload or inline, each instance once, with the narrowest limit of its members, in the order of the members; null when there is none.</param>
    /// <returns>All findings; empty when rules are not checked.</returns>
    internal static IReadOnlyList<FalValidationError> Prepare<T>(T input, bool checkRules, out IReadOnlyList<FalCollectedMedia>? media)
    {
        media = null;
        if (input is not IFalValidatable validatable) return NoFindings;
        var check = new FalValidator(checkRules, collect: true, named: false);
        validatable.Validate(ref check);
        return check._found ? Run(validatable, checkRules, collect: true, out media) : NoFindings;
    }

    /// <summary>The pass that knows where it stands.</summary>
    private static IReadOnlyList<FalValidationError> Run<T>(T input, bool checkRules, bool collect, out IReadOnlyList<FalCollectedMedia>? media)
        where T : IFalValidatable
    {
        var check = new FalValidator(checkRules, collect, named: true);
        input.Validate(ref check);
        media = check._media;
        return check._errors ?? NoFindings;
    }

    /// <summary>Turns to a member of the current object.</summary>
    /// <param name="wireName">Its name in JSON.</param>
    /// <param name="memberName">Its name in C#.</param>
    /// <returns>The validator, for the member's rules.</returns>
    [UnscopedRef]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref FalValidator Member(string wireName, string memberName)
    {
        if (_path is not null) _leaf = new Step(wireName, memberName, Step.NoIndex);
        return ref this;
    }

    /// <summary>Turns to a position of the current tuple.</summary>
    /// <param name="index">The position in JSON, from 0.</param>
    /// <param name="memberName">The member's name in C#.</param>
    /// <returns>The validator, for the member's rules.</returns>
    [UnscopedRef]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref FalValidator Member(int index, string memberName)
    {
        if (_path is not null) _leaf = new Step(null, memberName, index);
        return ref this;
    }

    /// <summary>Turns to the current value itself: in a union the branch stands where the union stands.</summary>
    /// <returns>The validator, for the value's rules.</returns>
    [UnscopedRef]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref FalValidator Self()
    {
        if (_path is not null) _leaf = Step.None;
        return ref this;
    }

    /// <summary>Turns to an item of the list entered last.</summary>
    /// <param name="index">Its position, from 0.</param>
    /// <returns>The validator, for the item's rules.</returns>
    [UnscopedRef]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref FalValidator Item(int index)
    {
        if (_path is not null) _leaf = new Step(null, null, index);
        return ref this;
    }

    /// <summary>Turns to an entry of the map entered last.</summary>
    /// <param name="key">Its name.</param>
    /// <returns>The validator, for the value's rules.</returns>
    [UnscopedRef]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref FalValidator Key(string key)
    {
        if (_path is not null) _leaf = new Step(key, null, Step.NoIndex);
        return ref this;
    }

    /// <summary>Goes into the list of the current member, for rules on its items. Every true is answered by <see cref="Leave"/>.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="items">The list.</param>
    /// <returns>False when the list is null.</returns>
    public bool EnterItems<T>([NotNullWhen(true)] IReadOnlyList<T>? items) => items is not null && Enter();

    /// <summary>Goes into the map of the current member, for rules on its values. Every true is answered by <see cref="Leave"/>.</summary>
    /// <typeparam name="T">The type of a value.</typeparam>
    /// <param name="entries">The map.</param>
    /// <returns>False when the map is null.</returns>
    public bool EnterMap<T>([NotNullWhen(true)] IReadOnlyDictionary<string, T>? entries) => entries is not null && Enter();

    /// <summary>Goes back to the member that was entered.</summary>
    public void Leave()
    {
        _depth--;
        if (_path is null) return;
        _leaf = _path[^1];
        _path.RemoveAt(_path.Count - 1);
    }

    private bool Enter()
    {
        _depth++;
        if (_path is null) return true;
        _path.Add(_leaf);
        _leaf = Step.None;
        return true;
    }

    /// <summary>Descends into a value that stands where the current member stands.</summary>
    private void Descend<T>(T value)
        where T : IFalValidatable
    {
        if (_depth >= Deepest)
        {
            FailTooDeep();
            return;
        }

        Enter();
        value.Validate(ref this);
        Leave();
    }
}
