namespace KlingGen.Cli.Commands;

/// <summary>Completion scripts. Each asks the tool itself through its <c>[suggest]</c> directive, so that they never grow stale.</summary>
internal static class CompletionScripts
{
    public static string[] Shells { get; } = ["bash", "zsh", "fish", "pwsh"];

    public static string For(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        _ => PowerShell,
    };

    private const string Bash = """
        # klinggen completion for bash
        _klinggen() {
          local line="${COMP_LINE:0:COMP_POINT}" word="${COMP_WORDS[COMP_CWORD]}" suggestion
          COMPREPLY=()
          while IFS= read -r suggestion; do
            [[ "$suggestion" == "$word"* ]] && COMPREPLY+=("$suggestion")
          done < <(klinggen "[suggest:$COMP_POINT]" "$line" 2>/dev/null)
        }
        complete -o default -F _klinggen klinggen

        """;

    private const string Zsh = """
        # klinggen completion for zsh
        _klinggen() {
          local -a suggestions
          suggestions=("${(@f)$(klinggen "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
          compadd -- $suggestions
          _files
        }
        compdef _klinggen klinggen

        """;

    private const string Fish = """
        # klinggen completion for fish
        function __klinggen_suggest
            set -l line (commandline -cp)
            klinggen "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c klinggen -a '(__klinggen_suggest)'

        """;

    private const string PowerShell = """
        # klinggen completion for PowerShell
        Register-ArgumentCompleter -Native -CommandName klinggen -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            klinggen "[suggest:$cursorPosition]" "$commandAst" 2>$null |
                Where-Object { $_ -like "$wordToComplete*" } |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }

        """;
}
