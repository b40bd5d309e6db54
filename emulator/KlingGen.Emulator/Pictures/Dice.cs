namespace KlingGen.Emulator.Pictures;

/// <summary>Numbers that a seed decides, the same on every machine and in every version of .NET (splitmix64).</summary>
internal sealed class Dice(long seed)
{
    private ulong _state = unchecked((ulong)seed);

    /// <summary>From zero up to, and without, one.</summary>
    public float Next()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 40) / (float)(1 << 24);
    }

    public float Between(float least, float most) => least + (Next() * (most - least));
}
