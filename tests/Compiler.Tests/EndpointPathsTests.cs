using KlingGen.Compiler;
using KlingGen.TestKit;

namespace Compiler.Tests;

public sealed class EndpointPathsTests
{
    [Fact]
    public void Input_and_output_are_found_by_following_paths()
    {
        ReadResult result = SchemaReader.Read(new SchemaInput("a.json", """
            {"paths":{
              "/o/x/requests/{request_id}/status":{"get":{"responses":{"200":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/S"}}}}}}},
              "/o/x/requests/{request_id}":{"get":{"responses":{"200":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Odd~1Out"}}}}}}},
              "/o/x":{"post":{"requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/In"}}}},
                              "responses":{"200":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/S"}}}}}}}},
             "components":{"schemas":{"In":{"type":"object"},"Odd/Out":{"type":"object"},"S":{"type":"object"}}}}
            """));

        Assert.Empty(result.Problems);
        Assert.Equal("o/x", result.Endpoint!.EndpointId);
        Assert.Equal("/components/schemas/In", result.Endpoint.InputPointer);
        Assert.Equal("/components/schemas/Odd~1Out", result.Endpoint.OutputPointer);
    }

    [Fact]
    public void Every_corpus_document_has_its_endpoint()
    {
        foreach (CorpusDocument document in Corpus.Documents)
        {
            ReadResult result = SchemaReader.Read(new SchemaInput(document.Path, document.Text));
            Assert.Equal(document.Name, result.Endpoint?.EndpointId.Replace("/", "__", StringComparison.Ordinal));
        }
    }
}
