using KlingGen;
using KlingGen.CompilerServices;

namespace Resilience.Tests.Support;

/// <summary>An output with a required member, as the generator would emit it: any JSON is not good enough.</summary>
internal sealed record TypedOutput(FalJson Images) : IFalJson<TypedOutput>
{
    static TypedOutput IFalJson<TypedOutput>.ReadFrom(ref FalJsonReader reader)
    {
        FalJson? images = null;
        reader.BeginObject();
        while (reader.NextMember())
        {
            if (reader.Is("images"u8))
                images = reader.ReadJson();
            else
                reader.Skip();
        }

        return new TypedOutput(images ?? throw reader.Missing("images"));
    }

    void IFalJson<TypedOutput>.WriteTo(FalJsonWriter writer) => throw new NotSupportedException();
}
