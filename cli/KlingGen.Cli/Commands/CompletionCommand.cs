using System.CommandLine;
using KlingGen.Cli.Hosting;

namespace KlingGen.Cli.Commands;

/// <summary><c>klinggen completion</c>: a script that teaches a shell our words.</summary>
internal static class CompletionCommand
{
    public static Command Create(CliHost host)
    {
        var shell = new Argument<string>("shell") { Description = "The shell: bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong(CompletionScripts.Shells);
        var command = new Command("completion", "Print a script that completes klinggen's commands, options and endpoint ids in a shell.") { shell };
        return command
            .WithExamples(
                ("klinggen completion bash >> ~/.bashrc", "Completes in every new bash."),
                ("klinggen completion pwsh | Out-String | Invoke-Expression", "Completes in this PowerShell."))
            .Runs(host, (parse, reporter, _) =>
            {
                reporter.Write(CompletionScripts.For(parse.GetRequiredValue(shell)));
                return Task.FromResult(ExitCodes.Success);
            });
    }
}
