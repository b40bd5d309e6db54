using System.CommandLine;
using KlingGen.Cli.Gallery;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Jobs;

namespace KlingGen.Cli.Commands;

/// <summary><c>klinggen gallery</c>: a page of what was made.</summary>
internal static class GalleryCommand
{
    public static Command Create(CliHost host)
    {
        var folder = new Argument<string>("folder") { Description = "The folder in which 'klinggen run' saved files." };
        var page = new Option<string?>("--out", "-o") { Description = "The page; default: index.html in the folder.", HelpName = "file" };
        Option<string?> data = DataFolder.Option();
        var command = new Command("gallery", "Write one static page of what was made in a folder, with inputs and costs.") { folder, page, data };
        return command
            .WithExamples(("klinggen gallery pictures", "Writes pictures/index.html."))
            .Runs(host, (parse, reporter, _) =>
            {
                reporter.Show(new GalleryRun(host, DataFolder.Locate(host, parse.GetValue(data))).Run(parse.GetRequiredValue(folder), parse.GetValue(page)));
                return Task.FromResult(ExitCodes.Success);
            });
    }
}
