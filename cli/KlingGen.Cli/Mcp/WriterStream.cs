using System.Text;
using KlingGen.Cli.Hosting;

namespace KlingGen.Cli.Mcp;

/// <summary>Standard output as the stream that a transport wants.</summary>
internal sealed class WriterStream(TextWriter writer) : WriteOnlyStream
{
    private readonly Decoder _decoder = new UTF8Encoding(false).GetDecoder();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        char[] text = new char[_decoder.GetCharCount(buffer, flush: false)];
        writer.Write(text, 0, _decoder.GetChars(buffer, text, flush: false));
    }

    public override void Flush() => writer.Flush();
}
