using KlingGen.Cli.Hosting;

namespace KlingGen.Cli.Running.Terminal;

/// <summary>Ways in which terminals show pictures.</summary>
internal enum PictureProtocol
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Two pixels a character cell, by colours: every terminal with colours can.</summary>
    Blocks,

    /// <summary>Sixel, the oldest.</summary>
    Sixel,

    /// <summary>Inline files of iTerm2.</summary>
    ITerm2,

    /// <summary>The graphics protocol of kitty.</summary>
    Kitty,
}

/// <summary>Which way a terminal knows, by what it says of itself in the environment.</summary>
internal static class PictureProtocols
{
    public static readonly string[] Words = ["auto", "kitty", "iterm2", "sixel", "blocks", "none"];

    /// <summary>The way to take.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="asked">What the user asks for, one of <see cref="Words"/>; null for auto.</param>
    public static PictureProtocol Choose(CliHost host, string? asked) => asked switch
    {
        "kitty" => PictureProtocol.Kitty,
        "iterm2" => PictureProtocol.ITerm2,
        "sixel" => PictureProtocol.Sixel,
        "blocks" => PictureProtocol.Blocks,
        "none" => PictureProtocol.None,
        _ => host.IsOutputTerminal ? Recognise(host.Environment) : PictureProtocol.None,
    };

    private static PictureProtocol Recognise(Func<string, string?> environment)
    {
        string term = environment("TERM") ?? "";
        string program = environment("TERM_PROGRAM") ?? "";
        if (term == "dumb" || !string.IsNullOrEmpty(environment("NO_COLOR")))
            return PictureProtocol.None;

        // A multiplexer keeps to itself what it does not know, and says the name of the terminal in which it was begun.
        if (!string.IsNullOrEmpty(environment("TMUX")) || !string.IsNullOrEmpty(environment("STY")) || term.StartsWith("screen", StringComparison.Ordinal) || term.StartsWith("tmux", StringComparison.Ordinal))
            return PictureProtocol.Blocks;
        if (!string.IsNullOrEmpty(environment("KITTY_WINDOW_ID")) || term is "xterm-kitty" or "xterm-ghostty" || program == "ghostty")
            return PictureProtocol.Kitty;
        if (program is "iTerm.app" or "WezTerm" or "mintty" or "vscode" || environment("LC_TERMINAL") == "iTerm2")
            return PictureProtocol.ITerm2;
        if (term is "foot" or "mlterm" or "yaft-256color" || term.StartsWith("foot-", StringComparison.Ordinal) || term.Contains("sixel", StringComparison.Ordinal) || !string.IsNullOrEmpty(environment("WT_SESSION")))
            return PictureProtocol.Sixel;
        return PictureProtocol.Blocks;
    }
}
