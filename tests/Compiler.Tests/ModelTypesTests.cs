using System.Reflection;
using KlingGen.Compiler;
using KlingGen.TestKit;

namespace Compiler.Tests;

/// <summary>What the model holds: types where there are types, and text only where the schema itself has text.</summary>
public sealed class ModelTypesTests
{
    /// <summary>Every text of the model, and why it is none of the other types.</summary>
    private static readonly Dictionary<string, string> s_texts = new(StringComparer.Ordinal)
    {
        ["EndpointSpec.EndpointId"] = "the service's id, as the document's path has it",
        ["EndpointSpec.InputPointer"] = "a place of the document",
        ["EndpointSpec.OutputPointer"] = "a place of the document",
        ["EndpointSpec.Namespace"] = "C# name",
        ["EndpointSpec.ClientName"] = "C# name",
        ["DefinitionSpec.Name"] = "C# name; before it is settled a type is a DraftType with a DraftKey",
        ["DefinitionSpec.Obsolete"] = "the message of an attribute",
        ["MemberSpec.WireName"] = "JSON name",
        ["MemberSpec.Name"] = "C# name",
        ["MemberSpec.NullName"] = "C# name",
        ["MemberSpec.Format"] = "a hint that each schema spells as it likes; nothing is decided by it, and only its change is reported",
        ["MemberSpec.Examples"] = "JSON for the reader, shortened, so that it need not be JSON any more",
        ["MemberSpec.Obsolete"] = "the message of an attribute",
        ["EnumValueSpec.Name"] = "C# name",
        ["UnionCaseSpec.Name"] = "C# name",
        ["UnionCaseSpec.TagMember"] = "JSON name",
        ["UnionCaseSpec.TagValues"] = "values on the wire",
        ["UnionCaseSpec.RequiredMembers"] = "JSON names",
        ["NamedType.Name"] = "C# name",
        ["LiteralSpec.Text"] = "a value of the schema, whose kind stands beside it",
        ["RuleSpec.Patterns"] = "regular expressions of ECMAScript, read by EcmaPattern alone",
        ["RuleSpec.RequiredKeys"] = "JSON names",
        ["RuleSpec.Minimum"] = Number,
        ["RuleSpec.Maximum"] = Number,
        ["RuleSpec.ExclusiveMinimum"] = Number,
        ["RuleSpec.ExclusiveMaximum"] = Number,
        ["RuleSpec.MultipleOf"] = Number,
        ["LimitSpec.Value"] = Number,
        ["MediaLimitKind.WireName"] = "JSON name",
        ["MediaLimitKind.RuntimeProperty"] = "C# name",
        ["DocSpan.Text"] = "words",
        ["DocSpan.Address"] = "where a link leads",
        ["DocCode.Lines"] = "lines of code",
        ["LockPrice.Unit"] = "the service's free text",
        ["LockPrice.Currency"] = "three capital letters",
        ["LockPrice.Date"] = "a day; .NET Standard 2.0 has no DateOnly",
        ["LockPrice.Source"] = "an address, or 'emulator'",
    };

    private const string Number = "a number in its one spelling, exact to the last digit: no .NET number is";

    [Fact]
    public void Every_text_of_the_model_is_one_for_a_reason()
    {
        string[] found = [.. Reached().SelectMany(static type => Values(type).Where(static property => TypesWithin(property.PropertyType).Contains(typeof(string))).Select(property => $"{type.Name}.{property.Name}"))];
        Assert.Equal(s_texts.Keys.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    /// <summary>A finished model has no key in a name's place: every type of it is public, and every C# name a name.</summary>
    [Fact]
    public void Every_type_has_its_name()
    {
        int names = 0;
        foreach (string file in Directory.EnumerateFiles(Repository.File("schemas"), "*.json"))
        {
            if (SchemaReader.Read(new SchemaInput(file, File.ReadAllText(file))).Endpoint is { } endpoint)
                Walk(endpoint);
        }
        Assert.True(names > 50, $"{names} names");

        void Walk(object? value)
        {
            if (value is System.Collections.IEnumerable items and not string)
            {
                foreach (object? item in items)
                    Walk(item);
            }
            else if (value is not null && value.GetType().Assembly == typeof(EndpointSpec).Assembly && !value.GetType().IsEnum)
            {
                Assert.True(value.GetType().IsPublic, value.GetType().Name);
                foreach (PropertyInfo property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => property.CanWrite))
                {
                    object? part = property.GetValue(value);
                    if (property.Name == "Name" && ++names > 0)
                        Assert.Matches("^[A-Za-z_][A-Za-z0-9_]*$", Assert.IsType<string>(part));
                    Walk(part);
                }
            }
        }
    }

    /// <summary>What would be markup in a comment is text in the model.</summary>
    [Fact]
    public void Documentation_is_text_until_it_is_printed()
    {
        const string words = "**Both** `a < b` & <c>, see [the page](https://example.com/?a=1&b=2).\\n\\n- one & only\\n- two\\n\\n```\\nx < y\\n```";
        EndpointSpec endpoint = SchemaReader.Read(new SchemaInput("x.json", SmallSchema.Endpoint("o/x", "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"description\":\"" + words.Replace("\\\\", "\\", StringComparison.Ordinal) + "\"}}}"))).Endpoint!;

        DocSpec doc = endpoint.Definitions.OfType<RecordSpec>().Single(static record => record.IsRoot).Members[0].Doc;

        Assert.Equal("Both a < b & <c>, see the page.", doc.SummaryText);
        Assert.Equal(
            [new DocSpan(DocSpanKind.Strong, "Both"), new DocSpan(DocSpanKind.Text, " "), new DocSpan(DocSpanKind.Code, "a < b"), new DocSpan(DocSpanKind.Text, " & <c>, see "), new DocSpan(DocSpanKind.Link, "the page", "https://example.com/?a=1&b=2"), new DocSpan(DocSpanKind.Text, ".")],
            ((DocParagraph)doc.Summary!).Spans);
        Assert.Equal(["one & only\ntwo", "x < y"], doc.Remarks.Select(static block => block.Text));
        Assert.Contains("<b>Both</b> <c>a &lt; b</c> &amp; &lt;c&gt;, see <see href=\"https://example.com/?a=1&amp;b=2\">the page</see>.", string.Concat(CodeEmitter.Emit(endpoint).Select(static file => file.Text)), StringComparison.Ordinal);
    }

    /// <summary>All types that a finished endpoint can hold.</summary>
    private static HashSet<Type> Reached()
    {
        var seen = new HashSet<Type>();
        var open = new Stack<Type>([typeof(EndpointSpec)]);
        while (open.TryPop(out Type? type))
        {
            if (type.Assembly != typeof(EndpointSpec).Assembly || type.IsEnum || !seen.Add(type))
                continue;
            foreach (Type other in Values(type).SelectMany(static property => TypesWithin(property.PropertyType)).Concat(type.Assembly.GetExportedTypes().Where(type.IsAssignableFrom)))
                open.Push(other);
        }
        return seen;
    }

    private static IEnumerable<PropertyInfo> Values(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(static property => property.CanWrite || (property.DeclaringType == typeof(MediaLimitKind) && property.Name is not "EqualityContract"));

    private static IEnumerable<Type> TypesWithin(Type type) => type.IsGenericType ? type.GetGenericArguments().SelectMany(TypesWithin) : [type];
}
