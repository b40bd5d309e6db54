using KlingGen.Cli.Hosting;
using KlingGen.Cli.Running.Terminal;
using KlingGen.Emulator.Pictures;
using KlingGen.Emulator.Pictures.Plain;

namespace Cli.Tests.Run;

/// <summary>Pictures in the terminal, and their absence everywhere else.</summary>
public sealed class TerminalPictureTests
{
    private static readonly byte[] s_png = PngFile.Write(new PictureSize(8, 4), static row => row < 2 ? new Rgb(255, 0, 0) : new Rgb(0, 0, 255));

    [Theory]
    [InlineData(PictureProtocol.Kitty, "TERM=xterm-kitty")]
    [InlineData(PictureProtocol.Kitty, "TERM=xterm-256color KITTY_WINDOW_ID=1")]
    [InlineData(PictureProtocol.Kitty, "TERM_PROGRAM=ghostty")]
    [InlineData(PictureProtocol.ITerm2, "TERM_PROGRAM=iTerm.app TERM=xterm-256color")]
    [InlineData(PictureProtocol.ITerm2, "TERM_PROGRAM=WezTerm")]
    [InlineData(PictureProtocol.Sixel, "TERM=foot")]
    [InlineData(PictureProtocol.Sixel, "TERM=xterm-256color WT_SESSION=x")]
    [InlineData(PictureProtocol.Blocks, "TERM=xterm-256color")]
    [InlineData(PictureProtocol.Blocks, "TERM=tmux-256color KITTY_WINDOW_ID=1")]
    [InlineData(PictureProtocol.Blocks, "TMUX=/tmp/x TERM_PROGRAM=iTerm.app")]
    [InlineData(PictureProtocol.None, "TERM=dumb")]
    [InlineData(PictureProtocol.None, "TERM=xterm-kitty NO_COLOR=1")]
    internal void A_terminal_is_known_by_what_it_says(PictureProtocol expected, string environment)
    {
        var variables = environment.Split(' ').Select(static pair => pair.Split('=')).ToDictionary(static pair => pair[0], static pair => pair[1]);
        Assert.Equal(expected, PictureProtocols.Choose(Host(variables, isTerminal: true), null));
        Assert.Equal(PictureProtocol.None, PictureProtocols.Choose(Host(variables, isTerminal: false), null));
        Assert.Equal(PictureProtocol.Sixel, PictureProtocols.Choose(Host(variables, isTerminal: false), "sixel"));
    }

    [Fact]
    public void Blocks_show_two_rows_a_line()
    {
        string text = TerminalPicture.Render(s_png, PictureProtocol.Blocks, 8)!;
        Assert.Equal(2, text.Count(static c => c == '\n'));
        Assert.StartsWith("\u001b[38;2;255;0;0m\u001b[48;2;255;0;0m▀", text, StringComparison.Ordinal);
        Assert.EndsWith("\u001b[38;2;0;0;255m\u001b[48;2;0;0;255m▀\u001b[0m\n", text, StringComparison.Ordinal);
        Assert.Equal(4, TerminalPicture.Render(s_png, PictureProtocol.Blocks, 4)!.Split('\n')[0].Count(static c => c == '▀'));
    }

    [Fact]
    public void Kitty_gets_the_file_in_pieces()
    {
        byte[] noise = new byte[9000];
        new Random(1).NextBytes(noise);
        byte[] file = [.. s_png, .. noise];
        string[] pieces = TerminalPicture.Render(file, PictureProtocol.Kitty, 80)!.Split("\u001b\\", StringSplitOptions.RemoveEmptyEntries);
        string[] data = [.. pieces.Where(static piece => piece.Contains(';', StringComparison.Ordinal)).Select(static piece => piece[(piece.IndexOf(';', StringComparison.Ordinal) + 1)..])];
        Assert.Equal(file, Convert.FromBase64String(string.Concat(data)));
        Assert.All(data, static piece => Assert.True(piece.Length <= 4096));
        Assert.StartsWith("\u001b_Ga=T,q=2,f=100,c=80,m=1;", pieces[0], StringComparison.Ordinal);
        Assert.Contains("m=0;", pieces[data.Length - 1], StringComparison.Ordinal);
    }

    [Fact]
    public void ITerm2_gets_the_file_whole()
    {
        string text = TerminalPicture.Render(s_png, PictureProtocol.ITerm2, 40)!;
        Assert.StartsWith($"\u001b]1337;File=inline=1;size={s_png.Length};width=40", text, StringComparison.Ordinal);
        Assert.Equal(s_png, Convert.FromBase64String(text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..text.IndexOf('\u0007', StringComparison.Ordinal)]));
    }

    [Fact]
    public void Sixel_has_both_colours_and_an_end()
    {
        string text = TerminalPicture.Render(s_png, PictureProtocol.Sixel, 80)!;
        Assert.StartsWith("\u001bP0;1q\"1;1;8;4", text, StringComparison.Ordinal);
        // Red is colour 180 of the cube and fills the upper two rows, blue is 5 and fills the next two.
        Assert.Contains("#5!8K$#180!8B$-", text, StringComparison.Ordinal);
        Assert.EndsWith("\u001b\\\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13 })]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0, 0, 0 })]
    public void What_is_no_picture_is_not_shown_and_hurts_nothing(byte[] file)
    {
        Assert.Null(TerminalPicture.Render(file, PictureProtocol.Blocks, 80));
        Assert.Null(TerminalPicture.Render(file, PictureProtocol.Sixel, 80));
    }

    [Fact]
    public void Jpeg_is_shown_too()
    {
        byte[] jpeg = JpegFile.Write(new PictureSize(16, 16), static _ => new Rgb(0, 255, 0));
        Assert.Contains('▀', TerminalPicture.Render(jpeg, PictureProtocol.Blocks, 16)!);
        Assert.Contains("f=32,o=z,s=16,v=16", TerminalPicture.Render(jpeg, PictureProtocol.Kitty, 16)!, StringComparison.Ordinal);
    }

    private static CliHost Host(Dictionary<string, string> environment, bool isTerminal) => new()
    {
        Output = TextWriter.Null,
        Error = TextWriter.Null,
        OpenInput = static () => Stream.Null,
        WorkingDirectory = Path.GetTempPath(),
        Environment = name => environment.GetValueOrDefault(name),
        NewHandler = static () => throw new InvalidOperationException(),
        IsOutputTerminal = isTerminal,
    };
}
