namespace KlingGen.CompilerServices;

/// <summary>The class escapes of ECMAScript as ranges.</summary>
internal static class EcmaClasses
{
    private static readonly (int From, int To)[] Digits = [('0', '9')];
    private static readonly (int From, int To)[] Words = [('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];

    private static readonly (int From, int To)[] Blanks =
    [
        (0x09, 0x0D), (0x20, 0x20), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F),
        (0x3000, 0x3000), (0xFEFF, 0xFEFF),
    ];

    private static readonly (int From, int To)[] LineEnds = [('\n', '\n'), ('\r', '\r'), (0x2028, 0x2029)];

    public static bool IsClass(char letter) => letter is 'd' or 'D' or 'w' or 'W' or 's' or 'S';

    /// <summary>Adds what an escape like <c>\w</c> holds, by ECMAScript or as .NET and the service's languages read it.</summary>
    public static void Add(CodePointSet set, char letter, bool unicode)
    {
        if (unicode)
        {
            set.AddClass($"\\{letter}");
            return;
        }

        (int From, int To)[] ranges = char.ToLowerInvariant(letter) switch { 'd' => Digits, 'w' => Words, _ => Blanks };
        set.Add(letter is >= 'A' and <= 'Z' ? CodePointSet.Complement(ranges) : ranges);
    }

    /// <summary>What the dot holds: everything but line ends.</summary>
    public static CodePointSet Dot(bool unicode) =>
        new CodePointSet().Add(CodePointSet.Complement(unicode ? [('\n', '\n')] : LineEnds));
}
