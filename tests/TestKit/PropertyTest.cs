using System.Runtime.CompilerServices;
using CsCheck;

namespace KlingGen.TestKit;

/// <summary>Properties of generated values, by the seeds of <see cref="Seeds"/>: CsCheck's own sampling begins at another place in each run.</summary>
public static class PropertyTest
{
    private const int Samples = 100;

    public static void Holds<T>(this Gen<T> gen, Action<T> holds, int iter = Samples, Func<T, string>? print = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(gen);
        ArgumentNullException.ThrowIfNull(holds);
        var pcg = new PCG(1, (ulong)Seeds.Of(Own(file, line)));
        for (int i = 0; i < iter; i++)
        {
            T value = gen.Generate(pcg, null, out _);
            try
            {
                holds(value);
            }
            catch (Exception error)
            {
                string shown = print is null ? Check.Print(value) : print(value);
                throw new PropertyException($"{Seeds.Reproduce}: sample {i} does not hold: {shown}\n{error.Message}", error);
            }
        }
    }

    public static void Holds<T>(this Gen<T> gen, Func<T, bool> holds, int iter = Samples, Func<T, string>? print = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        gen.Holds(value => Assert.True(holds(value)), iter, print, file, line);

    public static void Holds<T1, T2>(this Gen<(T1, T2)> gen, Action<T1, T2> holds, int iter = Samples, Func<(T1, T2), string>? print = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        gen.Holds(value => holds(value.Item1, value.Item2), iter, print, file, line);

    public static void Holds<T1, T2>(this Gen<(T1, T2)> gen, Func<T1, T2, bool> holds, int iter = Samples, Func<(T1, T2), string>? print = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        gen.Holds(value => Assert.True(holds(value.Item1, value.Item2)), iter, print, file, line);

    public static void Holds<T1, T2, T3>(this Gen<(T1, T2, T3)> gen, Action<T1, T2, T3> holds, int iter = Samples, Func<(T1, T2, T3), string>? print = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        gen.Holds(value => holds(value.Item1, value.Item2, value.Item3), iter, print, file, line);

    // Each property has its own values; where it stands in its file may change, and then they do.
    private static int Own(string file, int line)
    {
        uint hash = (uint)line;
        foreach (char c in Path.GetFileName(file.Replace('\\', '/')))
            hash = unchecked((hash ^ c) * 16777619);
        return (int)(hash & int.MaxValue);
    }
}

/// <summary>A value was found for which a property does not hold.</summary>
public sealed class PropertyException(string message, Exception inner) : Exception(message, inner);
