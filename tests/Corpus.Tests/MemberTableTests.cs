using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CorpusTests.Emitted;
using CorpusTests.Instances;
using CsCheck;
using KlingGen;

namespace CorpusTests;

/// <summary>Errors of the service lead to C# members: every member of every input, whatever words the service's framework puts between.</summary>
public sealed class MemberTableTests(ITestOutputHelper output)
{
    private static readonly string[] s_frameworkWords =
    [
        "function-after[check(), ModelFields]", "literal['16:9','1:1']", "list[str]", "dict[str,any]", "tagged-union[A,B]", "[key]", "lax-or-strict[lax=a,strict=b]", "constrained-str[]",
    ];

    private static readonly string[] s_anyWords = [.. s_frameworkWords, "ForeignInput", "constrained-str", "str", "root", "__root__", "nullable", "Foreign1"];

    [Fact]
    public void Every_member_is_found_at_its_wire_path_and_with_foreign_words_in_it()
    {
        Seed seed = Seed.New();
        output.WriteLine(seed.ToString());
        using var client = new FalClient("id:secret");
        var wrong = new ConcurrentBag<string>();
        int places = 0;
        Parallel.ForEach(EmittedCorpus.All, endpoint =>
        {
            PCG pcg = seed.For(endpoint.Name);
            // In two cases of a union one wire path may have two names.
            ILookup<string, InputPlace> all = InputPlaces.Of(endpoint).ToLookup(static place => place.Pointer, StringComparer.Ordinal);
            InputPlace[] each = [.. all.Select(static same => same.First())];
            var words = s_anyWords.Except(each.SelectMany(static place => place.Path).Select(InputPlaces.Text)).ToArray();
            foreach (InputPlace[] some in each.Chunk(90))
            {
                Check(some, static place => place.Path);
                Check(some, static place => [.. place.Path.Select(static part => (object)InputPlaces.Text(part))]);
                Check(some, place => Mixed(place, words, pcg));
            }

            Interlocked.Add(ref places, each.Length);

            void Check(InputPlace[] some, Func<InputPlace, IReadOnlyList<object>> location)
            {
                IReadOnlyList<object>[] sent = [.. some.Select(location)];
                IReadOnlyList<FalValidationError> found = endpoint.Input.Refused(client, Webhook(sent));
                for (int i = 0; i < some.Length; i++)
                {
                    if (!all[some[i].Pointer].Select(static place => place.Member).Contains(found[i].Member) || found[i].Pointer != some[i].Pointer)
                        wrong.Add($"{endpoint.Name}: {string.Join(" / ", sent[i])}: {found[i].Member} {found[i].Pointer}, not {some[i].Member} {some[i].Pointer}");
                    if (!found[i].Location.Skip(1).SequenceEqual(sent[i]))
                        wrong.Add($"{endpoint.Name}: the location of {some[i].Member} changed to {found[i].Location}");
                }
            }
        });
        output.WriteLine($"{places} members");
        Assert.True(wrong.IsEmpty, $"{seed}: {wrong.Count}\n" + string.Join("\n", wrong.Order(StringComparer.Ordinal).Take(40)));
        Assert.True(places > 1000, $"{places} members");
    }

    /// <summary>A wrong name in one table of each endpoint must be noticed: the test reads names from the model, not from the tables.</summary>
    [Fact]
    public void A_wrong_name_in_a_table_is_noticed()
    {
        Assert.SkipWhen(KlingGen.TestKit.Corpus.Documents.Count == 0, "There is no corpus.");
        int changed = 0;
        using var client = new FalClient("id:secret");
        foreach (EmittedEndpoint endpoint in EmittedCorpus.Load([.. KlingGen.TestKit.Corpus.Documents.Take(10)], static (_, file) => file.Text.Replace(".Add(\"prompt\", \"Prompt\")", ".Add(\"prompt\", \"Text\")", StringComparison.Ordinal)))
        {
            if (!InputPlaces.Of(endpoint).Any(static place => place.Pointer == "/prompt"))
                continue;
            Assert.Equal("Text", endpoint.Input.Refused(client, Webhook([["prompt"]]))[0].Member);
            changed++;
        }

        Assert.NotEqual(0, changed);
    }

    private static object[] Mixed(InputPlace place, string[] words, PCG pcg)
    {
        var mixed = new List<object>();
        for (int i = 0; i < place.Path.Count; i++)
        {
            string[] usable = place.Foreign[i] ? words : s_frameworkWords;
            for (uint count = pcg.Next(3); count > 0; count--)
                mixed.Add(usable[(int)pcg.Next((uint)usable.Length)]);
            mixed.Add(place.Path[i]);
        }

        for (uint count = pcg.Next(2); count > 0; count--)
            mixed.Add(s_frameworkWords[(int)pcg.Next((uint)s_frameworkWords.Length)]);
        return [.. mixed];
    }

    private static byte[] Webhook(IEnumerable<IReadOnlyList<object>> locations) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["request_id"] = "00000000-0000-0000-0000-000000000001",
        ["status"] = "ERROR",
        ["error"] = "Invalid status code: 422",
        ["payload"] = new JsonObject
        {
            ["detail"] = new JsonArray([.. locations.Select(static location => (JsonNode)new JsonObject
            {
                ["loc"] = new JsonArray([.. location.Prepend("body").Select(static part => JsonSerializer.SerializeToNode(part))]),
                ["msg"] = "m",
                ["type"] = "value_error",
            })]),
        },
    }.ToJsonString());
}
