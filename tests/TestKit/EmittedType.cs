namespace KlingGen.TestKit;

/// <summary>Finds a type's declaration in an emitted file.</summary>
public static class EmittedType
{
    /// <summary>The declaration with its documentation, to the brace that closes it.</summary>
    /// <param name="code">The text of a file.</param>
    /// <param name="declaration">How the declaration begins, such as <c>record Size</c>.</param>
    public static string Of(string code, string declaration)
    {
        string[] lines = code.Split('\n');
        int start = Array.FindIndex(lines, line => line.Length > 0 && !char.IsWhiteSpace(line[0]) && !line.StartsWith('/') && (" " + line + " ").Contains($" {declaration} ", StringComparison.Ordinal));
        if (start < 0)
            throw new ArgumentException($"There is no '{declaration}' in the file.", nameof(declaration));
        int first = start;
        while (first > 0 && lines[first - 1].Length > 0)
            first--;
        int end = Array.FindIndex(lines, start, static line => line.StartsWith('}'));
        return string.Join('\n', lines[first..(end + 1)]);
    }
}
