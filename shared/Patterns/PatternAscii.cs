namespace KlingGen.CompilerServices;

/// <summary>Questions about ASCII that .NET Standard 2.0 has no answer to.</summary>
internal static class PatternAscii
{
    public static bool IsDigit(char c) => c is >= '0' and <= '9';

    public static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
}
