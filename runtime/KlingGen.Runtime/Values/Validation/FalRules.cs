namespace KlingGen;

/// <summary>The names of rules in <see cref="FalValidationError.Rule"/>. Where the service names a rule, its name is used.</summary>
public static class FalRules
{
    /// <summary>A required member, or an item of a list, is null.</summary>
    public const string Missing = "missing";

    /// <summary>A text has fewer characters (code points) than allowed.</summary>
    public const string StringTooShort = "string_too_short";

    /// <summary>A text has more characters (code points) than allowed.</summary>
    public const string StringTooLong = "string_too_long";

    /// <summary>A text does not match the pattern.</summary>
    public const string PatternMismatch = "string_pattern_mismatch";

    /// <summary>A number must be greater than the limit.</summary>
    public const string GreaterThan = "greater_than";

    /// <summary>A number must be at least the limit.</summary>
    public const string GreaterThanEqual = "greater_than_equal";

    /// <summary>A number must be less than the limit.</summary>
    public const string LessThan = "less_than";

    /// <summary>A number must be at most the limit.</summary>
    public const string LessThanEqual = "less_than_equal";

    /// <summary>A number must be a whole multiple of the limit.</summary>
    public const string MultipleOf = "multiple_of";

    /// <summary>A number must have no fraction.</summary>
    public const string WholeNumber = "int_from_float";

    /// <summary>A number is NaN or infinite, which JSON cannot say.</summary>
    public const string FiniteNumber = "finite_number";

    /// <summary>A list has fewer items than allowed.</summary>
    public const string SequenceTooShort = "sequence_too_short";

    /// <summary>A list has more items than allowed.</summary>
    public const string SequenceTooLong = "sequence_too_long";

    /// <summary>A list has an item twice.</summary>
    public const string UniqueItems = "unique_items";

    /// <summary>A map has fewer entries than allowed.</summary>
    public const string TooFewEntries = "too_short";

    /// <summary>A map has more entries than allowed.</summary>
    public const string TooManyEntries = "too_long";

    /// <summary>A value is none of those allowed.</summary>
    public const string OneOf = "one_of";

    /// <summary>A value fits none of several alternatives.</summary>
    public const string AnyOf = "any_of";

    /// <summary>A value fits several alternatives of which exactly one must fit.</summary>
    public const string ExactlyOne = "exactly_one";

    /// <summary>Only null is allowed.</summary>
    public const string OnlyNull = "none_required";

    /// <summary>A member that the schema does not name, where no others are allowed.</summary>
    public const string ExtraForbidden = "extra_forbidden";

    /// <summary>A media text is neither an address nor a data URI.</summary>
    public const string InvalidUrl = "url_parsing";

    /// <summary>A file does not exist.</summary>
    public const string FileNotFound = "file_not_found";

    /// <summary>A path names a directory, not a file.</summary>
    public const string NotAFile = "path_not_file";

    /// <summary>A file or stream cannot be read.</summary>
    public const string FileUnreadable = "file_unreadable";

    /// <summary>A file is larger than allowed.</summary>
    public const string FileTooLarge = "file_too_large";

    /// <summary>A picture is smaller than allowed.</summary>
    public const string ImageTooSmall = "image_too_small";

    /// <summary>A picture is larger than allowed.</summary>
    public const string ImageTooLarge = "image_too_large";

    /// <summary>A picture is wider or taller, in proportion, than allowed.</summary>
    public const string ImageAspectRatio = "image_aspect_ratio";

    /// <summary>Values are nested deeper than any request can be.</summary>
    public const string TooDeep = "recursion_loop";
}
