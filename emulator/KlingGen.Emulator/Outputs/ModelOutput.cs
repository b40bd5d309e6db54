using System.Buffers;
using System.Text;
using KlingGen.Emulator.Exchange;

namespace KlingGen.Emulator.Outputs;

/// <summary>What a model gave: its JSON, with the addresses of files under the listener's own name, and how many files that names.</summary>
internal sealed record ModelOutput(ReadOnlyMemory<byte> Json, int Files)
{
    /// <summary>The JSON with the addresses of files as a caller can reach them. Neither address has a character that JSON would escape.</summary>
    /// <param name="listener">The addresses it was made with.</param>
    /// <param name="caller">Those of the call that asks for it.</param>
    public ReadOnlyMemory<byte> For(Addresses listener, Addresses caller)
    {
        string from = listener.Of(FalHost.Cdn, ""), to = caller.Of(FalHost.Cdn, "");
        return from == to ? Json : Replace(Json, Encoding.ASCII.GetBytes(from), Encoding.ASCII.GetBytes(to));
    }

    private static ReadOnlyMemory<byte> Replace(ReadOnlyMemory<byte> text, byte[] from, byte[] to)
    {
        var replaced = new ArrayBufferWriter<byte>(text.Length + 256);
        ReadOnlySpan<byte> rest = text.Span;
        while (rest.IndexOf(from) is >= 0 and var at)
        {
            replaced.Write(rest[..at]);
            replaced.Write(to);
            rest = rest[(at + from.Length)..];
        }

        replaced.Write(rest);
        return replaced.WrittenMemory;
    }
}
