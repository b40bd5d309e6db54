using KlingGen;
using KlingGen.CompilerServices;
using Runtime.Tests.Serialization;

namespace Runtime.Tests.Validation;

public class FalValidatorTests
{
    private static readonly Request Valid = new()
    {
        Prompt = "x",
        Elements = [new() { Front = "https://example.com/a.png", References = ["https://example.com/b.png"] }],
        Scores = new Dictionary<string, double> { ["a"] = 0.5 },
        Tags = ["a", "b"],
        Size = Size.Large,
        NumImages = 9,
    };

    [Fact]
    public void A_valid_request_has_no_findings_and_costs_no_memory()
    {
        Assert.Empty(Valid.Validate());
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) Valid.Validate();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void All_findings_come_in_order_with_pointer_member_and_location()
    {
        IReadOnlyList<FalValidationError> errors = (Valid with
        {
            Prompt = null!,
            Elements = [new() { References = ["https://x/1", "face.png"] }, null!, new(), new(), new()],
            Scores = new Dictionary<string, double> { ["a/b~c\"d"] = -1 },
            Tags = ["a", "longer", "a"],
            Size = (Size)7,
            NumImages = 10,
        }).Validate();

        Assert.Equal(
            [
                ("/prompt", "Prompt", FalRules.Missing, "body.prompt"),
                ("/elements", "Elements", FalRules.SequenceTooLong, "body.elements"),
                ("/elements/0/reference_urls/1", "Elements[0].References[1]", FalRules.InvalidUrl, "body.elements[0].reference_urls[1]"),
                ("/elements/1", "Elements[1]", FalRules.Missing, "body.elements[1]"),
                ("/scores/a~1b~0c\"d", "Scores[\"a/b~c\"d\"]", FalRules.GreaterThanEqual, "body.scores.a/b~c\"d"),
                ("/tags", "Tags", FalRules.UniqueItems, "body.tags"),
                ("/tags/1", "Tags[1]", FalRules.StringTooLong, "body.tags[1]"),
                ("/size", "Size", FalRules.OneOf, "body.size"),
                ("/num_images", "NumImages", FalRules.LessThanEqual, "body.num_images"),
            ],
            errors.Select(static error => (error.Pointer, error.Member, error.Rule, error.Location.ToString())));
        Assert.Equal(["body", "elements", 0, "reference_urls", 1], errors[2].Location);
        Assert.Equal("NumImages is 10, but must be at most 9.", errors[^1].Message);
        Assert.Equal(("9", "10"), (errors[^1].Limit, errors[^1].Actual));
        Assert.Equal("Size is 7, but must be one of \"1K\", \"2K\".", errors[^2].Message);
        Assert.Equal("Tags[1] has 6 characters, at most 5 are allowed.", errors[6].Message);
        Assert.All(errors, static error => Assert.Equal(error.Pointer, error.Location.ToPointer()));
    }

    [Theory]
    [InlineData(2500, 1, true)]
    [InlineData(2501, 1, false)]
    [InlineData(2500, 2, true)]
    [InlineData(2501, 2, false)]
    [InlineData(1250, 2, true)]
    public void Length_counts_code_points(int count, int units, bool valid)
    {
        string prompt = string.Concat(Enumerable.Repeat(units == 1 ? "x" : "🧙", count));
        IReadOnlyList<FalValidationError> errors = (Valid with { Prompt = prompt }).Validate();
        if (valid)
        {
            Assert.Empty(errors);
            return;
        }

        FalValidationError error = Assert.Single(errors);
        Assert.Equal($"Prompt has {count} characters, at most 2500 are allowed.", error.Message);
        Assert.True(error.Actual!.Length <= 82 && error.Actual.EndsWith("…\"", StringComparison.Ordinal));
        Assert.DoesNotContain(error.Actual, static c => c == '\uFFFD');
        Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(error.Actual)));
    }

    [Fact]
    public void Deep_nesting_is_followed_beyond_the_inline_steps()
    {
        Node node = new() { Number = 5 };
        for (int i = 0; i < 30; i++) node = new Node { Number = 1, Next = [node] };
        FalValidationError error = Assert.Single(FalValidator.Validate(node));
        Assert.Equal(string.Concat(Enumerable.Repeat("/next/0", 30)) + "/number", error.Pointer);
        Assert.Equal(string.Concat(Enumerable.Repeat("Next[0].", 30)) + "Number", error.Member);

        for (int i = 0; i < 3000; i++) node = new Node { Number = 1, Next = [node] };
        error = Assert.Single(FalValidator.Validate(node));
        Assert.Equal(FalRules.TooDeep, error.Rule);
    }

    [Fact]
    public void After_a_nested_value_the_rules_go_on_at_the_member()
    {
        IReadOnlyList<FalValidationError> errors = FalValidator.Validate(new Chained());
        Assert.Equal(
            ["/node/number", "/node", "/list/0/number", "/list", "/map/k/number", "/map", "/map/only", "/pair/0", "/pair/1/number", "", "/raw/1"],
            errors.Select(static error => error.Pointer));
        Assert.Equal("Pair.First", errors[7].Member);
        Assert.Equal("The input is required, but null.", errors[9].Message);
    }

    [Fact]
    public void Media_is_gathered_once_whether_or_not_rules_are_checked()
    {
        FalMedia local = FalMedia.FromBytes(new byte[] { 1 });
        FalMedia other = FalMedia.FromFile("missing.png");
        Request request = Valid with { NumImages = 99, Elements = [new() { Front = local }, new() { Front = "https://x", References = [other, local] }] };

        Assert.Empty(FalValidator.Prepare(request, checkRules: false, out IReadOnlyList<FalCollectedMedia>? media));
        Assert.Equal(["Elements[0].Front", "Elements[1].References[0]"], media!.Select(static found => found.Member));
        Assert.Equal("/elements/1/reference_urls/0", media![1].Pointer);
        Assert.Same(local, media[0].Media);

        Assert.Equal([FalRules.FileNotFound, FalRules.LessThanEqual], FalValidator.Prepare(request, checkRules: true, out media).Select(static error => error.Rule));
        Assert.Equal(2, media!.Count);

        Assert.Empty(FalValidator.Prepare(Valid, checkRules: true, out media));
        Assert.Null(media);
        Assert.Empty(FalValidator.Prepare(FalJson.Null, checkRules: true, out media));
    }

    private sealed record Node : IFalValidatable
    {
        private readonly FalList<Node>? _next;

        public int Number { get; init; }

        public IReadOnlyList<Node>? Next
        {
            get => _next;
            init => _next = FalList.From(value);
        }

        public void Validate(ref FalValidator check)
        {
            check.Member("number", nameof(Number)).Maximum(Number, 4);
            check.Member("next", nameof(Next)).Each(Next);
        }
    }

    private sealed record Chained : IFalValidatable
    {
        private static readonly Node Bad = new() { Number = 9 };

        public void Validate(ref FalValidator check)
        {
            check.Member("node", "Node").Nested(Bad).Required((string?)null);
            check.Member("list", "List").Each<Node>([Bad]).Required((string?)null);
            var map = new Dictionary<string, Node> { ["k"] = Bad };
            check.Member("map", "Map").EachValue(map).Required((string?)null);
            check.Member("map", "Map").EachValue(new Dictionary<string, Node> { ["only"] = null! });
            check.Member("pair", "Pair").Nested(new Pair());
            check.Self().Required((string?)null);
            check.Member("raw", "Raw").EachOrNull([null, new Unhappy()]);
        }
    }

    private sealed record Pair : IFalValidatable
    {
        public void Validate(ref FalValidator check)
        {
            check.Member(0, "First").Required((string?)null);
            check.Member(1, "Second").Nested(new Node { Number = 9 });
        }
    }

    private sealed record Unhappy : IFalValidatable
    {
        public void Validate(ref FalValidator check) => check.Self().MinLength("x", 2);
    }
}
