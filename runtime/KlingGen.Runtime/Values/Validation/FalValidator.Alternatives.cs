using System.Diagnostics.CodeAnalysis;

namespace KlingGen.CompilerServices;

/// <content>Alternatives: sets of rules about one value of which one must be kept.</content>
public ref partial struct FalValidator
{
    /// <summary>Begins alternatives of which at least one must be kept: <c>.AnyOf().MaxLength(Name, 2).Or().MinLength(Name, 4).End()</c>.</summary>
    /// <returns>The validator, for the rules of the first alternative.</returns>
    [UnscopedRef]
    public ref FalValidator AnyOf()
    {
        Begin(new Choice { IsOpen = true });
        return ref this;
    }

    /// <summary>Begins alternatives of which exactly one must be kept; null keeps all rules and is passed over.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="value">The value that the alternatives are about.</param>
    /// <returns>The validator, for the rules of the first alternative.</returns>
    [UnscopedRef]
    public ref FalValidator OneOf<T>(T? value)
    {
        Begin(new Choice { IsOpen = true, IsExclusive = value is not null });
        return ref this;
    }

    /// <summary>Begins the next alternative.</summary>
    /// <returns>The validator, for its rules.</returns>
    [UnscopedRef]
    public ref FalValidator Or()
    {
        _choice.Close();
        return ref this;
    }

    /// <summary>Ends the alternatives: only now is it a finding that none was kept, or several where one must be.</summary>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    public ref FalValidator End()
    {
        _choice.Close();
        Choice ended = _choice;
        _choice = _around is { Count: > 0 } ? _around.Pop() : default;
        if (ended.Kept == 0) Fail(FalRules.AnyOf, $"fits none of {Number(ended.Count)} alternatives: {string.Join("; or ", ended.Findings ?? [])}", null, null);
        else if (ended.IsExclusive && ended.Kept > 1) Fail(FalRules.ExactlyOne, $"fits {Number(ended.Kept)} of {Number(ended.Count)} alternatives, but must fit exactly one", null, null);
        return ref this;
    }

    private void Begin(Choice choice)
    {
        if (_choice.IsOpen) (_around ??= new Stack<Choice>()).Push(_choice);
        _choice = choice;
    }

    /// <summary>Where alternatives are open, a finding belongs to the one that is being tried.</summary>
    private bool Try(string what)
    {
        if (!_choice.IsOpen) return false;
        if (_path is not null && !_choice.IsBroken) (_choice.Findings ??= []).Add(what);
        _choice.IsBroken = true;
        return true;
    }

    private struct Choice
    {
        public bool IsOpen;
        public bool IsExclusive;
        public bool IsBroken;
        public int Count;
        public int Kept;
        public List<string>? Findings;

        public void Close()
        {
            Count++;
            if (!IsBroken) Kept++;
            IsBroken = false;
        }
    }
}
