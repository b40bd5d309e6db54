using System.Reflection;
using System.Text.Json.Nodes;
using CorpusTests.Emitted;
using CorpusTests.Instances;
using CsCheck;
using KlingGen.Compiler;

namespace CorpusTests;

/// <summary>Absent, null and a value: what each sends, on every member in which the three differ.</summary>
public sealed class NullTests
{
    [Fact]
    public void Null_in_CSharp_is_left_out_and_only_the_switch_sends_null()
    {
        Seed seed = Seed.New();
        int members = 0;
        foreach (EmittedEndpoint endpoint in EmittedCorpus.All)
        {
            if (endpoint.Spec.Input is not NamedType named || endpoint.Definitions[named.Name] is not RecordSpec record)
                continue;
            PCG pcg = seed.For(endpoint.Name);
            foreach (MemberSpec member in record.Members.Where(static member => member.NullName is not null))
            {
                members++;
                JsonObject json = Full(endpoint, member, pcg);
                Type type = endpoint.Input.Type;
                PropertyInfo property = type.GetProperty(member.Name)!, isNull = type.GetProperty(member.NullName!)!;
                object full = endpoint.Input.Read(Json.Bytes(json));
                object? value = property.GetValue(full);
                string place = $"{seed}: {endpoint.Name} {member.WireName}";
                Assert.True(value is not null && isNull.GetValue(full) is false, place);

                object omitted = With(full, (property, null));
                Assert.False(Sent(omitted).ContainsKey(member.WireName), place);
                object none = With(full, (isNull, true));
                Assert.Null(property.GetValue(none));
                Assert.True(Sent(none) is var sent && sent.ContainsKey(member.WireName) && sent[member.WireName] is null, place);
                Assert.Equal(none, endpoint.Input.Read(endpoint.Input.Write(none)));
                Assert.NotEqual(none, omitted);

                // Whatever the order, both at once cannot be said; and nothing lost stays behind in what equality compares.
                Assert.Equal(full, With(none, (property, value)));
                Assert.Equal(none, With(full, (property, null), (isNull, true)));
                Assert.Equal(none, With(full, (isNull, true), (property, null)));
                Assert.Equal(omitted, With(none, (isNull, false)));

                JsonObject Sent(object input) => JsonNode.Parse(endpoint.Input.Write(input))!.AsObject();
            }
        }
        Assert.True(members > 20, $"{members} members");
    }

    private static JsonObject Full(EmittedEndpoint endpoint, MemberSpec member, PCG pcg)
    {
        for (int i = 0; i < 200; i++)
            if (new InstanceGen(endpoint.Schemas, endpoint.InputSchema, Fullness.Full).Generate(pcg, null, out _) is JsonObject json && json[member.WireName] is not null)
                return json;
        throw new InvalidOperationException($"{endpoint.Name}: no value for {member.WireName}");
    }

    /// <summary>What a <c>with</c> expression gives.</summary>
    private static object With(object value, params (PropertyInfo Property, object? Value)[] changes)
    {
        object copy = value.GetType().GetMethod("<Clone>$")!.Invoke(value, null)!;
        foreach ((PropertyInfo property, object? changed) in changes)
            property.SetValue(copy, changed);
        return copy;
    }
}
