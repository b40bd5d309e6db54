using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using KlingGen.Compiler;
using KlingGen.Compiler.Naming;
using KlingGen.TestKit;

namespace Compiler.Tests;

/// <summary>No emitted type is called like one that a C# file of a usual project already knows: the table of the compiler is what the framework's assemblies say.</summary>
public sealed class ImplicitUsingsTests
{
    private const string Source = "generator/KlingGen.Compiler/Naming/ImplicitUsings.Names.cs";

    // What Microsoft.NET.Sdk, its Web, Worker and BlazorWebAssembly siblings import by themselves, and the _Imports.razor of Blazor's templates.
    private static readonly string[] s_namespaces =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Net.Http.Json", "System.Threading", "System.Threading.Tasks",
        "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing",
        "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
        "Microsoft.AspNetCore.Components", "Microsoft.AspNetCore.Components.Forms", "Microsoft.AspNetCore.Components.Routing", "Microsoft.AspNetCore.Components.Web",
        "Microsoft.AspNetCore.Components.Web.Virtualization", "Microsoft.JSInterop",
    ];

    [Fact]
    public void The_table_is_what_the_frameworks_declare()
    {
        Dictionary<string, SortedSet<string>> declared = Declared();
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(Repository.File(Source), Print(declared));
        string[] missing = [.. declared.Values.SelectMany(static names => names).Where(static name => !ImplicitUsings.Contains(name)).Distinct().Order(StringComparer.Ordinal)];
        Assert.True(missing.Length == 0, $"{Source} lacks {string.Join(", ", missing)}. Run this test with UPDATE_SNAPSHOTS=1 and review the difference.");
        Assert.True(declared.Values.Sum(static names => names.Count) > 900);
    }

    [Theory]
    [InlineData("file", "XInputFile")]
    [InlineData("timer", "XInputTimer")]
    [InlineData("type", "XInputType")]
    [InlineData("results", "XInputResults")]
    [InlineData("version", "XInputVersion")]
    [InlineData("mode", "Mode")]
    public void An_inline_type_that_would_be_ambiguous_carries_its_owner(string member, string name)
    {
        string document = SmallSchema.Endpoint("o/x", "{\"type\":\"object\",\"properties\":{\"" + member + "\":{\"enum\":[\"a\",\"b\"]}}}");
        Assert.Contains(name, Names(document));
    }

    [Theory]
    [InlineData("File", "XFile")]
    [InlineData("Task", "XTask")]
    [InlineData("Host", "XHost")]
    [InlineData("Elements", "Elements")]
    public void A_component_that_would_be_ambiguous_carries_the_endpoint(string component, string name)
    {
        string document = SmallSchema.Endpoint("o/x", "{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/components/schemas/" + component + "\"}}}", """{"type":"object"}""",
            "\"" + component + "\":{\"type\":\"object\",\"properties\":{\"b\":{\"type\":\"string\"}}},");
        Assert.Contains(name, Names(document));
    }

    [Theory]
    [InlineData("o/http", "FalHttp")]
    [InlineData("o/service-collection", "ServiceCollection")]
    [InlineData("o/kling", "Kling")]
    public void A_client_is_not_called_like_one_of_the_frameworks(string id, string name) =>
        Assert.Equal(name, SchemaReader.Read(new SchemaInput("x.json", SmallSchema.Endpoint(id, """{"type":"object"}"""))).Endpoint!.ClientName);

    [Fact]
    public void No_document_of_the_corpus_gives_an_ambiguous_name()
    {
        HashSet<string> declared = [.. Declared().Values.SelectMany(static names => names)];
        foreach (CorpusDocument document in Corpus.Documents)
            Assert.DoesNotContain(Names(document.Text), declared.Contains);
    }

    private static string[] Names(string document)
    {
        EndpointSpec endpoint = SchemaReader.Read(new SchemaInput("x.json", document)).Endpoint!;
        return [.. CodeEmitter.TypeNames(endpoint).Select(name => name[(endpoint.Namespace.Length + 1)..])];
    }

    private static Dictionary<string, SortedSet<string>> Declared()
    {
        Dictionary<string, SortedSet<string>> declared = s_namespaces.ToDictionary(static name => name, static _ => new SortedSet<string>(StringComparer.Ordinal));
        string core = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string web = core.Replace("Microsoft.NETCore.App", "Microsoft.AspNetCore.App", StringComparison.Ordinal);
        foreach (string file in Directory.GetFiles(core, "*.dll").Concat(Directory.GetFiles(web, "*.dll")))
        {
            using var pe = new PEReader(File.OpenRead(file));
            if (!pe.HasMetadata)
                continue;
            MetadataReader reader = pe.GetMetadataReader();
            foreach (TypeDefinition type in reader.TypeDefinitions.Select(reader.GetTypeDefinition))
                if ((type.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public && type.GetGenericParameters().Count == 0
                    && declared.TryGetValue(reader.GetString(type.Namespace), out SortedSet<string>? names))
                    names.Add(reader.GetString(type.Name));
        }
        return declared;
    }

    private static string Print(Dictionary<string, SortedSet<string>> declared)
    {
        var text = new StringBuilder("namespace KlingGen.Compiler.Naming;\n\ninternal static partial class ImplicitUsings\n{\n    // Written by ImplicitUsingsTests from the framework's assemblies.\n    private const string Names = \"\"\"\n");
        foreach (string name in declared.Values.SelectMany(static names => names).Distinct().Order(StringComparer.Ordinal))
        {
            int line = text.Length - 1 - text.ToString().LastIndexOf('\n');
            text.Append(line == 0 ? "        " : line + name.Length > 150 ? "\n        " : " ").Append(name);
        }
        return text.Append("\n        \"\"\";\n}\n").ToString();
    }
}
