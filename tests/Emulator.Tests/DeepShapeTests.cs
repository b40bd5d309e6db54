using System.Net;
using KlingGen.TestKit;

namespace KlingGen.Emulator.Tests;

/// <summary>No document takes the emulator's stack, time or memory: what is served answers, and what is not is refused at the start.</summary>
public sealed class DeepShapeTests
{
    private const int Seed = 33;

    [Fact]
    public Task No_depth_ends_the_process() => ChildRun.RunExplicitAsync(typeof(DeepShapeTests));

    [Fact(Explicit = true)]
    public async Task Shapes_are_served_or_refused()
    {
        string folder = Directory.CreateTempSubdirectory("klinggen-deep-").FullName;
        try
        {
            int served = 0, number = 0;
            string[] endless =
            [
                SmallSchema.Endpoint("o/x", """{"type":"object"}""", """{"type":"object","required":["a"],"properties":{"a":{"$ref":"#/components/schemas/XOutput"}}}"""),
                SmallSchema.Endpoint("o/x", """{"type":"object"}""", """{"type":"object","required":["a","b"],"properties":{"a":{"$ref":"#/components/schemas/XOutput"},"b":{"$ref":"#/components/schemas/XOutput"}}}"""),
                SmallSchema.Endpoint("o/x", """{"type":"object"}""", """{"type":"object","properties":{"a":{"type":"array","minItems":2000000000,"items":{"type":"string","minLength":2000000000}}}}"""),
                SmallSchema.Endpoint("o/x", """{"type":"object"}""", """{"type":"object","required":["a"],"properties":{"a":{"type":"number","minimum":1e400},"b":{"type":"number","example":1e400}}}"""),
                SmallSchema.Endpoint("o/x", """{"$ref":"#/components/schemas/Loop"}""", """{"$ref":"#/components/schemas/Loop"}""", "\"Loop\":{\"allOf\":[{\"$ref\":\"#/components/schemas/Loop\"}]},"),
            ];
            foreach (string document in DeepShapes.Random(Seed, 120).Select(static shape => shape.Document).Concat(endless))
            {
                string file = Path.Combine(folder, $"{number++}.json");
                await File.WriteAllTextAsync(file, document);
                try
                {
                    await using Rig rig = await Rig.StartAsync(options =>
                    {
                        options.Schemas.Clear();
                        options.Schemas.Add(file);
                    });
                    using HttpResponseMessage response = await rig.Http.PostAsync("run/o/x", Rig.Json("""{"a":[[[1]]]}"""));
                    Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.UnprocessableEntity, $"{response.StatusCode} {document[..Math.Min(400, document.Length)]}");
                    served++;
                }
                catch (InvalidDataException refused)
                {
                    Assert.Contains("64 levels", refused.Message, StringComparison.Ordinal);
                }
            }
            Assert.InRange(served, 50, number);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
