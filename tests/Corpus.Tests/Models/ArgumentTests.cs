using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using CorpusTests.Emitted;
using CorpusTests.Oracles;
using CsCheck;
using KlingGen.Compiler;
using KlingGen.Extensions.AI;

namespace CorpusTests.Models;

/// <summary>What an endpoint takes, its tool takes, unchanged: the reading of arguments is never stricter than the schema that the model does not see whole.</summary>
public sealed class ArgumentTests(ITestOutputHelper output)
{
    private const int RandomInstances = 30;

    [Fact]
    public void Valid_requests_of_real_documents_are_taken_as_they_are()
    {
        Seed seed = Seed.New();
        output.WriteLine(seed.ToString());
        var failures = new ConcurrentBag<string>();
        int taken = 0, passedOver = 0;
        Parallel.ForEach(EmittedCorpus.All, endpoint =>
        {
            JsonElement schema = JsonDocument.Parse(ModelSchema.Write(endpoint.Spec)).RootElement;
            foreach (JsonNode? instance in ValidationAgreementTests.Instances(endpoint, seed.For(endpoint.Name), RandomInstances))
            {
                if (instance is not JsonObject request || !Outcome.Of(endpoint.Input, instance).IsValid)
                    continue;
                JsonObject read = ArgumentReader.Read(schema, request.Select(static member => KeyValuePair.Create(member.Key, (object?)member.Value)), new MediaRules(null, []), out IReadOnlyList<string> problems);
                // What is hidden from a model, or nobody's, is refused on purpose, and so are addresses; null for what may be left out is left out.
                if (problems.Any(static problem => problem.Contains("is not an argument", StringComparison.Ordinal) || problem.Contains("is an address", StringComparison.Ordinal)) || HasNull(request))
                    Interlocked.Increment(ref passedOver);
                else if (problems.Count > 0 || !JsonNode.DeepEquals(read, request))
                    failures.Add($"{endpoint.Name}: {string.Join("; ", problems)}\n  given {Short(request)}\n  read  {Short(read)}");
                else
                    Interlocked.Increment(ref taken);
            }
        });
        output.WriteLine($"{taken} taken, {passedOver} passed over");
        Assert.True(failures.IsEmpty, $"{seed}: {failures.Count}\n" + string.Join("\n", failures.Order(StringComparer.Ordinal).Take(12)));
        Assert.True(taken > 1_000, $"{taken} taken");
    }

    private static bool HasNull(JsonNode? node) => node switch
    {
        null => true,
        JsonObject members => members.Any(static member => HasNull(member.Value)),
        JsonArray items => items.Any(HasNull),
        _ => false,
    };

    private static string Short(JsonNode node) => node.ToJsonString() is { Length: > 400 } text ? text[..400] : node.ToJsonString();
}
