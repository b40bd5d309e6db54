namespace KlingGen.Compiler;

/// <summary>One emitted C# file.</summary>
/// <param name="HintName">Its name: ASCII, unique within the endpoint's namespace.</param>
/// <param name="Text">Its text, lines ended by <c>\n</c>.</param>
public sealed record SourceFile(string HintName, string Text);
