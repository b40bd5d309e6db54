using KlingGen;
using KlingGen.CompilerServices;

namespace Runtime.Tests.Validation;

/// <summary>Rules of which one set must be kept, keys that must be there, and objects that take no other members.</summary>
public sealed class AlternativeTests
{
    [Theory]
    [InlineData("ab", true)]
    [InlineData("abc", false)]
    [InlineData("abcd", true)]
    [InlineData(null, true)]
    public void One_alternative_at_least_must_be_kept(string? text, bool valid)
    {
        IReadOnlyList<FalValidationError> errors = Rules.Run((ref FalValidator check) => check.AnyOf().MaxLength(text, 2).Or().MinLength(text, 4).End());
        Assert.Equal(valid ? [] : [FalRules.AnyOf], errors.Select(static error => error.Rule));
        if (!valid)
        {
            Assert.Contains("at most 2", errors[0].Message, StringComparison.Ordinal);
            Assert.Contains("at least 4", errors[0].Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(6, true)]
    [InlineData(12, false)]
    [InlineData(5, false)]
    [InlineData(null, true)]
    public void Exactly_one_must_be_kept(int? number, bool valid)
    {
        IReadOnlyList<FalValidationError> errors = Rules.Run((ref FalValidator check) => check.OneOf(number).MultipleOf(number, 4).Or().MultipleOf(number, 6).End());
        Assert.Equal(valid ? [] : [number == 12 ? FalRules.ExactlyOne : FalRules.AnyOf], errors.Select(static error => error.Rule));
    }

    [Fact]
    public void Alternatives_within_alternatives_and_rules_behind_them_are_checked()
    {
        static bool Passes(int value) => Rules.Passes((ref FalValidator check) =>
            check.AnyOf().OneOf((int?)value).Minimum(value, 10).Or().MultipleOf(value, 7).End().Or().Maximum(value, 3).End().Maximum(value, 100));
        for (int value = 0; value < 120; value++)
            Assert.Equal(((value >= 10) != (value % 7 == 0) || value <= 3) && value <= 100, Passes(value));
    }

    [Fact]
    public void A_key_that_is_required_is_missed_by_its_name()
    {
        var entries = new Dictionary<string, int> { ["a"] = 1 };
        Assert.Equal([FalRules.Missing], Rules.Run((ref FalValidator check) => check.RequiredKey(entries, "a").RequiredKey(entries, "b")).Select(static error => error.Rule));
        Assert.True(Rules.Passes(static (ref FalValidator check) => check.RequiredKey<int>(null, "b")));
    }

    [Fact]
    public void A_closed_object_names_each_member_that_it_does_not_take()
    {
        var others = new Dictionary<string, FalJson> { ["x"] = 1, ["y/z"] = 2 };
        IReadOnlyList<FalValidationError> errors = Rules.Run((ref FalValidator check) => check.NoOtherMembers(others));
        Assert.Equal([FalRules.ExtraForbidden, FalRules.ExtraForbidden], errors.Select(static error => error.Rule));
        Assert.Equal(["x", "y~1z"], errors.Select(static error => error.Pointer[(error.Pointer.LastIndexOf('/') + 1)..]));
        Assert.True(Rules.Passes(static (ref FalValidator check) => check.NoOtherMembers(null)));
    }
}
