using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cli.Tests.BadInput;
using Generator.Tests;
using KlingGen;
using KlingGen.Cli.Running.Inputs;
using KlingGen.Cli.Snippets;
using KlingGen.Compiler;
using KlingGen.Compiler.CSharp;
using KlingGen.Compiler.Naming;
using KlingGen.TestKit;
using KlingGen.CompilerServices;

namespace Cli.Tests.Run;

/// <summary>What the tool does is what a program would do: the generated code is compiled, run on the same input, and says and sends the same.</summary>
public sealed class SameAsProgramTests
{
    private const int OneOf = 4;

    [Theory]
    [InlineData("""{"text":"abcdefg","whole":10,"large":-1,"fraction":0,"step":0.3}""")]
    [InlineData("""{"text":"A","image_url":"nowhere","image_urls":["https://a/","b","c"],"numbers":[1,1]}""")]
    [InlineData("""{"text":"a","nested":{"width":0,"mask_url":"ftp//x"},"size":{"width":-5}}""")]
    [InlineData("""{"text":"a","whole":9,"fraction":0.1,"step":1.5,"numbers":[1,2],"size":"small"}""")]
    public void The_tool_refuses_what_the_program_refuses_in_the_same_words(string input) =>
        Assert.Equal(Program(RunWorlds.Document, input), Tool(RunWorlds.Document, input));

    [Fact]
    public void It_does_so_for_real_documents()
    {
        var differences = new ConcurrentBag<string>();
        int compared = 0, found = 0;
        Parallel.ForEach(Corpus.Documents.Where(static (_, i) => i % OneOf == 3), document =>
        {
            EndpointSpec endpoint = Read(document.Text);
            if (endpoint.Input is not NamedType)
                return;
            JsonObject input = Extreme(new InputModel(endpoint));
            if (ShapeCheck.Run(new InputModel(endpoint), input).Count > 0)
                return;
            string text = input.ToJsonString();
            string program, tool = Tool(document.Text, text);
            try
            {
                program = Program(document.Text, text);
            }
            catch (TargetInvocationException unread) when (unread.InnerException is JsonException)
            {
                // A program cannot even make it: a required member of a nested value has a type that this test makes nothing of.
                return;
            }
            Interlocked.Increment(ref compared);
            Interlocked.Add(ref found, program.Count(static c => c == '\n'));
            if (program != tool)
                differences.Add($"{document.Name}\nprogram\n{program}tool\n{tool}of {text}");
        });
        Assert.Empty(differences);
        Assert.True(compared >= 8 && found > compared, $"{compared} documents, {found} findings");
    }

    [Theory]
    [InlineData("""{"text":"a","whole":2,"large":5000000000,"fraction":1.5,"flag":true,"word":"b","two words":"w","input":"\"\u2028"}""")]
    [InlineData("""{"text":"a","image_url":"https://a/","image_urls":["https://b/"],"numbers":[1,2],"map":{"a":1},"pair":[1,2],"nested":{"width":1,"mask_url":"data:,x"}}""")]
    [InlineData("""{"text":"a","size":"large","free":{"x":[1,null]},"json":"","timeout":-3}""")]
    public void The_call_in_CSharp_sends_the_same_JSON(string input)
    {
        EndpointSpec endpoint = Read(RunWorlds.Document);
        string expression = new InputCode(new InputModel(endpoint)).Expression(JsonNode.Parse(input)!);
        string sent = (string)Compile.Run(CodeEmitter.Emit(endpoint), $$"""
            using KlingGen;
            using System.Collections.Generic;
            using {{endpoint.Namespace}};
            namespace Calls { internal static class Call { public static string Run() { {{Root(endpoint)}} input = {{expression}}; return FalJson.From(input).ToString(); } } }
            """, "Calls.Call", "Run")!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(input), JsonNode.Parse(sent)), $"{sent}\n{expression}");
    }

    private static string Program(string document, string input)
    {
        EndpointSpec endpoint = Read(document);
        return (string)Compile.Run(CodeEmitter.Emit(endpoint), $$"""
            using KlingGen;
            using KlingGen.CompilerServices;
            using System.Linq;
            namespace Calls
            {
                internal static class Call
                {
                    public static string Run() => string.Concat(FalValidator.Validate(FalJson.Parse({{CSharpText.Literal(input)}}).To<{{Root(endpoint)}}>()).Select(error => error.Pointer + " " + error.Member + " " + error.Rule + ": " + error.Message + "\n"));
                }
            }
            """, "Calls.Call", "Run")!;
    }

    private static string Tool(string document, string input)
    {
        var model = new InputModel(Read(document));
        JsonNode root = JsonNode.Parse(input)!;
        var shaped = new ShapedInput(model, root, new Dictionary<JsonNode, FalMedia>());
        return string.Concat(FalValidator.Validate(shaped).Select(static error => $"{error.Pointer} {error.Member} {error.Rule}: {error.Message}\n"));
    }

    private static string Root(EndpointSpec endpoint) => $"global::{string.Join('.', endpoint.Namespace.Split('.').Select(Identifier.Escape))}.{Identifier.Escape(((NamedType)endpoint.Input).Name)}";

    private static EndpointSpec Read(string text) => SchemaReader.Read(new SchemaInput("a.json", text, RootNamespace: "MyApp")).Endpoint!;

    /// <summary>An input that is of the right types and breaks as many rules as it can.</summary>
    private static JsonObject Extreme(InputModel model)
    {
        var input = new JsonObject();
        foreach (MemberSpec member in model.Members.Where(static member => member.Value.Rules.Const is null))
            if (Extreme(model, member.Value, 0) is { } value)
                input[member.WireName] = value;
        return input;
    }

    private static JsonNode? Extreme(InputModel model, ValueSpec spec, int depth) => spec.Type switch
    {
        ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Int64 } => JsonValue.Create(-2_000_000_000),
        ScalarType { Kind: ScalarKind.Double } => JsonValue.Create(1e12),
        ScalarType { Kind: ScalarKind.String } => JsonValue.Create(new string('é', Math.Min(spec.Rules.MaxLength ?? 3, 20_000) + 1)),
        ScalarType { Kind: ScalarKind.Media } => JsonValue.Create("not an address"),
        ScalarType { Kind: ScalarKind.Boolean } => JsonValue.Create(true),
        ListType list when depth < 3 => new JsonArray([.. Enumerable.Range(0, Math.Min(spec.Rules.MaxItems ?? 1, 20) + 1).Select(_ => Extreme(model, list.Item, depth + 1)).Where(static item => item is not null)]),
        NamedType { Kind: NamedKind.Record } named when depth < 3 && model.Find(named) is RecordSpec record =>
            new JsonObject(record.Members.Where(static member => member.Value.Rules.Const is null).Select(member => KeyValuePair.Create(member.WireName, Extreme(model, member.Value, depth + 1))).Where(static pair => pair.Value is not null)),
        NamedType { Kind: NamedKind.Enum or NamedKind.OpenEnum } named when model.Find(named) is EnumSpec values => ValueText.Literal(values.Values[0].Wire),
        _ => null,
    };
}
