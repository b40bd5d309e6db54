using static KlingGen.Comparison.ChangeSeverity;

namespace KlingGen.Comparison;

/// <summary>Every kind of difference that <see cref="ModelComparison"/> reports. An id keeps its meaning for ever; a new rule takes the next number.</summary>
public static class ChangeRules
{
    internal static readonly ChangeRule EndpointId = new("KLD001", "endpoint-id", "The document describes another endpoint.", None, Warning, Warning);
    internal static readonly ChangeRule EndpointName = new("KLD002", "endpoint-name", "The namespace or the client has another name in C#.", Error, None, None);
    internal static readonly ChangeRule Visibility = new("KLD003", "visibility", "The emitted types became internal, or public.", Error, None, None);
    internal static readonly ChangeRule RootType = new("KLD004", "root-type", "The request or the result is another kind of type.", Error, Error, None);
    internal static readonly ChangeRule TypeRenamed = new("KLD005", "type-renamed", "A type has another name in C#.", Error, None, None);
    internal static readonly ChangeRule TypeMoved = new("KLD006", "type-moved", "A type's name now stands for another type.", Error, None, None);
    internal static readonly ChangeRule TypeRemoved = new("KLD007", "type-removed", "A type is gone.", Error, None, None);
    internal static readonly ChangeRule TypeDeprecated = new("KLD008", "type-deprecated", "A type was deprecated, or is no longer.", Warning, Info, None);
    internal static readonly ChangeRule FileShape = new("KLD009", "file-shape", "A type became one of the service's files, or is no longer one.", Error, None, None);
    internal static readonly ChangeRule TypeDirection = new("KLD010", "type-direction", "A type is now used by requests, or by results, and was not before, or the reverse.", Error, Info, None);
    internal static readonly ChangeRule MemberRemoved = new("KLD011", "member-removed", "A member is gone.", Error, Error, Warning);
    internal static readonly ChangeRule MemberAdded = new("KLD012", "member-added", "A member is new.", Error, Error, Info);
    internal static readonly ChangeRule MemberRenamed = new("KLD013", "member-renamed", "A member is gone, and a new one looks the same.", Error, Error, None);
    internal static readonly ChangeRule MemberMoved = new("KLD014", "member-moved", "A member of the document has another name in C#.", Error, Warning, None);
    internal static readonly ChangeRule MemberRequired = new("KLD015", "member-required", "A member is now required.", Error, Error, None);
    internal static readonly ChangeRule MemberOptional = new("KLD016", "member-optional", "A member is no longer required.", Error, Error, None);
    internal static readonly ChangeRule NullAllowed = new("KLD017", "null-allowed", "Null is now allowed.", Error, Error, None);
    internal static readonly ChangeRule NullRefused = new("KLD018", "null-refused", "Null is no longer allowed.", Error, Error, None);
    internal static readonly ChangeRule AbsenceAndNull = new("KLD019", "absence-and-null", "Omitting a member and sending null now differ, or no longer differ.", Error, Info, None);
    internal static readonly ChangeRule TypeChanged = new("KLD020", "type-changed", "A value has another type.", Error, Error, None);
    internal static readonly ChangeRule TypeReplaced = new("KLD021", "type-replaced", "A member has another type of the schema.", Error, None, None);
    internal static readonly ChangeRule MemberDeprecated = new("KLD022", "member-deprecated", "A member was deprecated, or is no longer.", Warning, Info, None);
    internal static readonly ChangeRule DefaultChanged = new("KLD023", "default-changed", "The service uses another default.", None, Warning, Warning);
    internal static readonly ChangeRule ConstChanged = new("KLD024", "const-changed", "A constant is another one, is new, or is gone.", Error, Error, Warning);
    internal static readonly ChangeRule RangeTightened = new("KLD025", "range-tightened", "Fewer numbers are allowed.", None, Error, Info);
    internal static readonly ChangeRule RangeLoosened = new("KLD026", "range-loosened", "More numbers are allowed.", None, Info, Info);
    internal static readonly ChangeRule StepChanged = new("KLD027", "step-changed", "Numbers must be multiples of something else.", None, Error, None);
    internal static readonly ChangeRule LengthTightened = new("KLD028", "length-tightened", "Fewer lengths of a string are allowed.", None, Error, Info);
    internal static readonly ChangeRule LengthLoosened = new("KLD029", "length-loosened", "More lengths of a string are allowed.", None, Info, Info);
    internal static readonly ChangeRule PatternChanged = new("KLD030", "pattern-changed", "A string must look otherwise.", None, Error, None);
    internal static readonly ChangeRule CountTightened = new("KLD031", "count-tightened", "Fewer counts of items or entries are allowed, or they must differ.", None, Error, Info);
    internal static readonly ChangeRule CountLoosened = new("KLD032", "count-loosened", "More counts of items or entries are allowed, or they may be equal.", None, Info, Info);
    internal static readonly ChangeRule MediaTightened = new("KLD033", "media-tightened", "Fewer media are allowed.", None, Error, Info);
    internal static readonly ChangeRule MediaLoosened = new("KLD034", "media-loosened", "More media are allowed.", None, Info, Info);
    internal static readonly ChangeRule EnumValueRemoved = new("KLD035", "enum-value-removed", "A value of an enum is gone.", Error, Error, Info);
    internal static readonly ChangeRule EnumValueAdded = new("KLD036", "enum-value-added", "A value of an enum is new.", None, Warning, Info);
    internal static readonly ChangeRule EnumNameMoved = new("KLD037", "enum-name-moved", "A value of an enum has another name in C#.", Error, Warning, None);
    internal static readonly ChangeRule EnumOrder = new("KLD038", "enum-order", "The values of an enum stand in another order.", Info, None, None);
    internal static readonly ChangeRule EnumClosed = new("KLD039", "enum-closed", "Texts beside the enum's values are no longer allowed.", None, Error, None);
    internal static readonly ChangeRule EnumOpened = new("KLD040", "enum-opened", "Texts beside the enum's values are allowed.", None, Info, None);
    internal static readonly ChangeRule BranchAdded = new("KLD041", "branch-added", "A union has one more case.", Error, Warning, None);
    internal static readonly ChangeRule BranchRemoved = new("KLD042", "branch-removed", "A union has one case less.", Error, Error, None);
    internal static readonly ChangeRule BranchOrder = new("KLD043", "branch-order", "The cases of a union stand in another order, or have other names.", Error, None, None);
    internal static readonly ChangeRule BranchDiscriminator = new("KLD044", "branch-discriminator", "The cases of a union are distinguished by something else.", None, Info, None);
    internal static readonly ChangeRule FormatChanged = new("KLD045", "format-changed", "The format of a value is said to be another one.", None, Info, None);
    internal static readonly ChangeRule Texts = new("KLD046", "texts", "Descriptions, titles, examples or the order of members differ.", Info, None, None, IsText: true);
    internal static readonly ChangeRule SchemaPlace = new("KLD047", "schema-place", "The schema stands at another place of the document.", None, Info, None, IsText: true);

    internal static readonly ChangeRule PriceChanged = new("KLD048", "price-changed", "A unit costs something else, or something else is the unit.", None, None, Error);

    internal static readonly ChangeRule PriceWordsChanged = new("KLD049", "price-words", "A description says something else about the price.", None, None, Warning);

    internal static readonly ChangeRule MembersClosed = new("KLD050", "members-closed", "Members that the schema does not name are forbidden.", Error, Error, None);

    internal static readonly ChangeRule MembersOpened = new("KLD051", "members-opened", "Members that the schema does not name are allowed.", None, Info, None);

    internal static readonly ChangeRule AlternativesChanged = new("KLD052", "alternatives-changed", "Other alternatives of rules must be kept, or other keys must be there.", None, Error, None);

    /// <summary>All of them, by id.</summary>
    public static IReadOnlyList<ChangeRule> All { get; } =
    [
        EndpointId, EndpointName, Visibility, RootType, TypeRenamed, TypeMoved, TypeRemoved, TypeDeprecated, FileShape, TypeDirection,
        MemberRemoved, MemberAdded, MemberRenamed, MemberMoved, MemberRequired, MemberOptional, NullAllowed, NullRefused, AbsenceAndNull,
        TypeChanged, TypeReplaced, MemberDeprecated, DefaultChanged, ConstChanged, RangeTightened, RangeLoosened, StepChanged,
        LengthTightened, LengthLoosened, PatternChanged, CountTightened, CountLoosened, MediaTightened, MediaLoosened, EnumValueRemoved,
        EnumValueAdded, EnumNameMoved, EnumOrder, EnumClosed, EnumOpened, BranchAdded, BranchRemoved, BranchOrder, BranchDiscriminator,
        FormatChanged, Texts, SchemaPlace, PriceChanged, PriceWordsChanged, MembersClosed, MembersOpened, AlternativesChanged,
    ];

    /// <summary>The rule of an id; null where there is none.</summary>
    /// <param name="id">The id, such as <c>KLD012</c>.</param>
    public static ChangeRule? Find(string id) => All.FirstOrDefault(rule => string.Equals(rule.Id, id, StringComparison.Ordinal));
}
