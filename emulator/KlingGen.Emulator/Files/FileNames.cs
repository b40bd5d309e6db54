namespace KlingGen.Emulator.Files;

/// <summary>Names that stand in paths and addresses as they are.</summary>
internal static class FileNames
{
    private const int Longest = 120;

    /// <summary>Letters, digits, dots, dashes and underscores; never empty, never hidden.</summary>
    public static string Safe(string name)
    {
        string safe = string.Concat(name.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_')).TrimStart('.');
        return safe.Length == 0 ? "file" : safe[..Math.Min(safe.Length, Longest)];
    }
}
