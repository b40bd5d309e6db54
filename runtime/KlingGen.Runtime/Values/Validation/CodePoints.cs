namespace KlingGen.CompilerServices;

/// <summary>Lengths as JSON Schema and the service count them.</summary>
internal static class CodePoints
{
    /// <summary>The number of Unicode code points; half a surrogate pair counts as one.</summary>
    public static int Count(string text)
    {
        int count = text.Length;
        for (int i = 1; i < text.Length; i++)
        {
            if (!char.IsSurrogatePair(text[i - 1], text[i])) continue;
            count--;
            i++;
        }

        return count;
    }
}
