using System.Globalization;
using System.Text.Json.Nodes;
using NJsonSchema;
using NJsonSchema.Validation;
using Newtonsoft.Json.Linq;

namespace KlingGen.Emulator.Validation;

/// <summary>NJsonSchema's errors in the service's words.</summary>
/// <param name="root">The body as it was sent, for the echo of the refused value.</param>
internal sealed class FalDetails(JToken root)
{
    private readonly List<JsonObject> _details = [];

    public JsonArray ToJson() => new([.. _details]);

    public void AddAll(ICollection<ValidationError> errors)
    {
        // A value of the wrong type is reported once, not once more for each member it cannot have.
        ValidationError? type = errors.FirstOrDefault(static error => IsWhole(error) && IsType(error));
        foreach (ValidationError error in type is null ? errors : [type])
            Add(error);
    }

    private void Add(ValidationError error)
    {
        if (error is ChildSchemaValidationError { Errors.Count: > 0 } nested)
        {
            foreach (ICollection<ValidationError> branch in Decisive(nested))
                AddAll(branch);
            return;
        }

        if (error is MultiTypeValidationError several)
        {
            foreach (ICollection<ValidationError> branch in several.Errors.Where(static e => e.Key != JsonObjectType.Null).Select(static e => e.Value.ToArray()))
                AddAll(branch);
            return;
        }

        string path = Relative(error.Path);

        JArray place = FalPath.Locate(root, path, out JToken? value);
        (string type, string message, JsonObject? context) = Words(error);
        if (error.Kind == ValidationErrorKind.PropertyRequired && (place.LastOrDefault() as JValue)?.Value as string != error.Property)
            place.Add(error.Property);
        var loc = (JsonArray)JsonNode.Parse(place.ToString(Newtonsoft.Json.Formatting.None))!;
        loc.Insert(0, "body");
        JsonNode? echo = value is null ? null : StrictJson.Echo(value.ToString(Newtonsoft.Json.Formatting.None));
        _details.Add(FalDetail.Of(loc, message, type, context, echo));
    }

    /// <summary>Of a union's branches, those that say why: not the null one, and not the ones of another JSON type if one fits in type.</summary>
    private static ICollection<ValidationError>[] Decisive(ChildSchemaValidationError union)
    {
        ICollection<ValidationError>[] branches = [.. union.Errors.Where(static e => e.Key.ActualSchema.Type != JsonObjectType.Null).Select(static e => e.Value)];
        ICollection<ValidationError>[] fitting = [.. branches.Where(branch => !branch.Any(error => error.Path == union.Path && IsType(error)))];
        return fitting.Length > 0 ? fitting : branches;
    }

    private static bool IsWhole(ValidationError error) => error.Path is null or "" or "#" or "#/";

    private static bool IsType(ValidationError error) => error.Kind.ToString().EndsWith("Expected", StringComparison.Ordinal);

    private static string Relative(string? path) => path is null ? "" : path.TrimStart('#', '/') is { Length: > 0 } rest ? (rest[0] == '[' ? "" : ".") + rest : "";

    private static (string Type, string Message, JsonObject? Context) Words(ValidationError error)
    {
        JsonSchema schema = error.Schema.ActualSchema;
        switch (error.Kind)
        {
            case ValidationErrorKind.PropertyRequired:
                return ("missing", "Field required", null);
            case ValidationErrorKind.StringTooLong:
                return ("string_too_long", $"String should have at most {schema.MaxLength} characters", new JsonObject { ["max_length"] = schema.MaxLength });
            case ValidationErrorKind.StringTooShort:
                return ("string_too_short", $"String should have at least {schema.MinLength} characters", new JsonObject { ["min_length"] = schema.MinLength });
            case ValidationErrorKind.PatternMismatch:
                return ("string_pattern_mismatch", $"String should match pattern '{schema.Pattern}'", new JsonObject { ["pattern"] = schema.Pattern });
            case ValidationErrorKind.NumberTooBig:
                return schema.ExclusiveMaximum is { } lt || (schema.IsExclusiveMaximum && (lt = schema.Maximum ?? 0) == lt)
                    ? ("less_than", Inv($"Input should be less than {lt}"), new JsonObject { ["lt"] = lt })
                    : ("less_than_equal", Inv($"Input should be less than or equal to {schema.Maximum}"), new JsonObject { ["le"] = schema.Maximum });
            case ValidationErrorKind.NumberTooSmall:
                return schema.ExclusiveMinimum is { } gt || (schema.IsExclusiveMinimum && (gt = schema.Minimum ?? 0) == gt)
                    ? ("greater_than", Inv($"Input should be greater than {gt}"), new JsonObject { ["gt"] = gt })
                    : ("greater_than_equal", Inv($"Input should be greater than or equal to {schema.Minimum}"), new JsonObject { ["ge"] = schema.Minimum });
            case ValidationErrorKind.NumberNotMultipleOf or ValidationErrorKind.IntegerNotMultipleOf:
                return ("multiple_of", Inv($"Input should be a multiple of {schema.MultipleOf}"), new JsonObject { ["multiple_of"] = schema.MultipleOf });
            case ValidationErrorKind.TooManyItems:
                return ("sequence_too_long", $"List should have at most {schema.MaxItems} items", new JsonObject { ["max_length"] = schema.MaxItems });
            case ValidationErrorKind.TooFewItems:
                return ("sequence_too_short", $"List should have at least {schema.MinItems} items", new JsonObject { ["min_length"] = schema.MinItems });
            case ValidationErrorKind.NotInEnumeration:
                return OneOf(schema);
            case ValidationErrorKind.NoAdditionalPropertiesAllowed:
                return ("extra_forbidden", "Extra inputs are not permitted", null);
            case ValidationErrorKind.ItemsNotUnique:
                return ("sequence_not_unique", "List items should be unique", null);
            default:
                return (TypeName(error.Kind), $"Input should be a valid {Expected(error.Kind)}", null);
        }
    }

    private static (string Type, string Message, JsonObject? Context) OneOf(JsonSchema schema)
    {
        string[] values = [.. schema.Enumeration.Select(static value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null")];
        string list = string.Join(", ", values.Select(static value => $"'{value}'"));
        return ("one_of", "Input should be one of " + list, new JsonObject { ["expected"] = new JsonArray([.. values.Select(static value => (JsonNode)value)]) });
    }

    private static string TypeName(ValidationErrorKind kind) => kind switch
    {
        ValidationErrorKind.StringExpected => "string_type",
        ValidationErrorKind.IntegerExpected => "int_type",
        ValidationErrorKind.NumberExpected => "float_type",
        ValidationErrorKind.BooleanExpected => "bool_type",
        ValidationErrorKind.ArrayExpected => "list_type",
        ValidationErrorKind.ObjectExpected => "dict_type",
        ValidationErrorKind.NullExpected => "none_required",
        _ => "value_error",
    };

    private static string Expected(ValidationErrorKind kind) => kind switch
    {
        ValidationErrorKind.StringExpected => "string",
        ValidationErrorKind.IntegerExpected => "integer",
        ValidationErrorKind.NumberExpected => "number",
        ValidationErrorKind.BooleanExpected => "boolean",
        ValidationErrorKind.ArrayExpected => "list",
        ValidationErrorKind.ObjectExpected => "dictionary",
        ValidationErrorKind.NullExpected => "null",
        _ => "value",
    };

    private static string Inv(FormattableString text) => FormattableString.Invariant(text);
}
