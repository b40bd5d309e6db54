using KlingGen.Compiler;

namespace Generator.Tests.Results;

/// <summary>Emitted enums behind <c>FalOpenEnum</c>: a text that the enum declares is its member, also where the wire has numbers.</summary>
public sealed class OpenEnumTests
{
    private const string Document = """
        {"openapi":"3.0.4","info":{"title":"x","version":"1","x-fal-metadata":{"endpointId":"fal-ai/enums"}},
        "components":{"schemas":{"In":{"type":"object","properties":{"thing":{"$ref":"#/components/schemas/Thing"}}},
        "Out":{"type":"object","properties":{"thing":{"$ref":"#/components/schemas/Thing"}}},
        "Thing":{"type":"object","properties":{"ratio":{"$ref":"#/components/schemas/Ratio"},"length":{"$ref":"#/components/schemas/Length"},"mixed":{"$ref":"#/components/schemas/Mixed"}}},
        "Ratio":{"type":"string","enum":["16:9","1:1"]},"Length":{"type":"integer","enum":[5,10]},"Mixed":{"enum":["auto",2.5]}}},
        "paths":{"/fal-ai/enums":{"post":{"requestBody":{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/In"}}}},"responses":{"200":{"description":"x"}}}},
        "/fal-ai/enums/requests/{request_id}":{"get":{"responses":{"200":{"description":"x","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Out"}}}}}}}}}
        """;

    [Theory]
    [InlineData("Ratio", "16:9", "\"16:9\"", true)]
    [InlineData("Ratio", "9:16", "\"9:16\"", false)]
    [InlineData("Length", "10", "10", true)]
    [InlineData("Length", "1e1", "10", true)]
    [InlineData("Length", "11", "\"11\"", false)]
    [InlineData("Length", "10 s", "\"10 s\"", false)]
    [InlineData("Mixed", "auto", "\"auto\"", true)]
    [InlineData("Mixed", "2.5", "2.5", true)]
    [InlineData("Mixed", "2.6", "\"2.6\"", false)]
    public void A_text_that_is_declared_is_its_member(string type, string text, string json, bool isKnown)
    {
        SourceFile[] files = [.. CodeEmitter.Emit(SchemaReader.Read(new SchemaInput("enums.json", Document, RootNamespace: "Studio")).Endpoint!)];
        Assert.Equal($"{isKnown} {json} {isKnown}", Compile.Run(files, $$"""
            using System;
            using System.Text.Json;
            using KlingGen;
            using Studio.Fal.Enums;

            internal static class Program
            {
                public static string Main2()
                {
                    FalOpenEnum<{{type}}> value = "{{text}}";
                    In input = new() { Thing = new() { {{type}} = value } };
                    if (value.Value is { } member && (value != (FalOpenEnum<{{type}}>)member || value.GetHashCode() != ((FalOpenEnum<{{type}}>)member).GetHashCode())) throw new Exception("equality");
                    if (JsonSerializer.Serialize(input.Thing) != "{\"{{type.ToLowerInvariant()}}\":" + JsonSerializer.Serialize(value) + "}") throw new Exception("JSON");
                    return value.IsKnown + " " + JsonSerializer.Serialize(value) + " " + (input.Validate().Count == 0);
                }
            }
            """, "Program", "Main2"));
    }
}
