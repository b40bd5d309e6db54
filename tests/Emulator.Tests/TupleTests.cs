using System.Net;
using System.Text.Json;
using KlingGen.TestKit;

namespace KlingGen.Emulator.Tests;

/// <summary>Positions of an array in each of the three spellings: inputs are held to them, and outputs have them.</summary>
public sealed class TupleTests
{
    public static TheoryData<string> Spellings =>
    [
        """ "prefixItems":[{"type":"number"},{"type":"string"}] """,
        """ "items":[{"type":"number"},{"type":"string"}] """,
        """ "items":{"0":{"type":"number"},"1":{"type":"string"}} """,
    ];

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task Each_spelling_means_positions(string spelling)
    {
        string tuple = $"{{\"type\":\"array\",{spelling}}}";
        string schema = $"{{\"type\":\"object\",\"properties\":{{\"span\":{tuple}}},\"required\":[\"span\"]}}";
        string folder = Directory.CreateTempSubdirectory("klinggen-").FullName;
        try
        {
            string file = Path.Combine(folder, "tuple.json");
            await File.WriteAllTextAsync(file, SmallSchema.Endpoint("studio/tuple", schema, schema), TestContext.Current.CancellationToken);
            await using Rig rig = await Rig.StartAsync(options => options.Schemas.Add(file));

            using HttpResponseMessage good = await rig.Http.PostAsync("run/studio/tuple", Rig.Json("""{"span":[1.5,"a"]}"""));
            Assert.Equal(HttpStatusCode.OK, good.StatusCode);
            JsonElement[] span = [.. (await Rig.ReadAsync(good)).GetProperty("span").EnumerateArray()];
            Assert.Equal([JsonValueKind.Number, JsonValueKind.String], span.Select(static item => item.ValueKind));

            using HttpResponseMessage wrong = await rig.Http.PostAsync("run/studio/tuple", Rig.Json("""{"span":["a",1.5]}"""));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
