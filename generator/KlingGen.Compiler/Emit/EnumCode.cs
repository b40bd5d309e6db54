using KlingGen.Compiler.Naming;

namespace KlingGen.Compiler.Emit;

/// <summary>What the emitters need to know of an enum.</summary>
internal static class EnumCode
{
    /// <summary>The class that has the tables of an endpoint's enums.</summary>
    public static string Tables(EndpointSpec endpoint) => endpoint.ClientName + "Json";

    /// <summary>The name of an enum's codec. It gives way to every type that a schema names, and to the runtime's own codecs.</summary>
    public static string Codec(EndpointSpec endpoint, string name)
    {
        string codec = name + "Codec";
        while (ReservedNames.IsType(codec) || endpoint.Definitions.Any(definition => string.Equals(definition.Name, codec, StringComparison.OrdinalIgnoreCase)))
            codec = codec.Substring(0, codec.Length - "Codec".Length) + "EnumCodec";
        return codec;
    }
}
