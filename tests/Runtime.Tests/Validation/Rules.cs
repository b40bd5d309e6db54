using KlingGen;
using KlingGen.CompilerServices;

namespace Runtime.Tests.Validation;

/// <summary>Runs one rule on its own.</summary>
internal static class Rules
{
    public delegate void Rule(ref FalValidator check);

    public static IReadOnlyList<FalValidationError> Run(Rule rule) => FalValidator.Validate(new Subject(rule));

    public static bool Passes(Rule rule) => Run(rule).Count == 0;

    private sealed record Subject(Rule Rule) : IFalValidatable
    {
        public void Validate(ref FalValidator check) => Rule(ref check.Member("value", "Value"));
    }
}
