using KlingGen.Cli;
using KlingGen.Cli.Hosting;

return await CliApplication.RunAsync(args, ConsoleHost.Open(), CancellationToken.None);
