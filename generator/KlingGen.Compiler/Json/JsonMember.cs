namespace KlingGen.Compiler.Json;

/// <summary>One member of an object, with the place of its name.</summary>
internal sealed class JsonMember(string name, int nameStart, int nameEnd, JsonNode value)
{
    /// <summary>The name, unescaped.</summary>
    public string Name { get; } = name;

    /// <summary>Offset of the opening quote of the name.</summary>
    public int NameStart { get; } = nameStart;

    /// <summary>Offset behind the closing quote of the name.</summary>
    public int NameEnd { get; } = nameEnd;

    public JsonNode Value { get; } = value;
}
