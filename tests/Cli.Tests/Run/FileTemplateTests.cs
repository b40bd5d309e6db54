using Cli.Tests.Support;
using KlingGen;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Running.Output;

namespace Cli.Tests.Run;

/// <summary>Names of files: whatever the service says, the file lies in the folder that the user named, and is not hidden.</summary>
public sealed class FileTemplateTests
{
    private static readonly string[] s_hostile =
    [
        "../../etc/passwd", "..\\..\\windows\\system32", "/etc/passwd", "C:\\boot.ini", "a\0b.png", ".bashrc", "CON", "con.png", "x\u202Egnp.exe", "\u001b[31m", "a\nb", "", " ", ".", "..", "~", "$(rm -rf)", "a/b/c.png",
        "name:stream", "*?.png", new string('a', 5000), "\ud800", "{request_id}", "a.png.", "a.png ",
    ];

    [Theory]
    [InlineData("{name}.{ext}")]
    [InlineData("{request_id}-{index}.{ext}")]
    [InlineData("{name}")]
    [InlineData("{endpoint}-{job}-{line}-{date}-{name}.png")]
    public void A_hostile_name_stays_in_its_folder(string template)
    {
        using var run = new CliRun();
        var parsed = FileTemplate.Parse(Host(run), "out/" + template);
        foreach (string hostile in s_hostile)
        {
            string name = parsed.NameOf(new FileFacts
            {
                Endpoint = "fal-ai/x",
                RequestId = hostile,
                Job = "k1",
                Index = 1,
                Line = 7,
                Date = DateTimeOffset.UnixEpoch,
                File = new FoundFile("https://example.com/" + Uri.EscapeDataString(hostile.Replace("\ud800", "", StringComparison.Ordinal)), hostile.Length > 100 ? null : "image/png", hostile, null),
            });
            string full = Path.GetFullPath(name, parsed.Folder);
            Assert.Equal(parsed.Folder.TrimEnd('/'), Path.GetDirectoryName(full));
            Assert.True(name.Length is > 0 and < 200 && name[0] != '.' && !name.Any(char.IsControl), $"'{name}' of '{hostile}'");
            Assert.DoesNotContain('\u202E', name);
        }
    }

    [Theory]
    [InlineData(null, "", "abc-1.png")]
    [InlineData("out/", "out", "abc-1.png")]
    [InlineData("out/{name}-{index}.{ext}", "out", "fox-1.png")]
    [InlineData("{endpoint}.{ext}", "", "fal-ai-x.png")]
    [InlineData("a.jpg", "", "a.jpg")]
    [InlineData("{line}", "", "0.png")]
    public void A_template_names_folder_and_file(string? template, string folder, string name)
    {
        using var run = new CliRun();
        var parsed = FileTemplate.Parse(Host(run), template);
        Assert.Equal(Path.Combine(run.Folder, folder).TrimEnd('/'), parsed.Folder.TrimEnd('/'));
        Assert.Equal(name, parsed.NameOf(new FileFacts { Endpoint = "fal-ai/x", RequestId = "abc", Job = "k1", Index = 1, Date = DateTimeOffset.UnixEpoch, File = new FoundFile("https://example.com/f", "image/png", "fox.png", 3) }));
    }

    [Fact]
    public void Files_of_a_result_are_found_wherever_they_are_and_once()
    {
        var result = FalJson.Parse("""{"images":[{"url":"https://a/1.png"},{"url":"https://a/1.png"}],"nested":{"deep":[{"video":{"url":"data:video/mp4;base64,AA=="}}]},"url":"relative","other":{"url":5}}""");
        Assert.Equal(["https://a/1.png", "data:video/mp4;base64,AA=="], FoundFile.In(result).Select(static file => file.Url));
    }

    [Theory]
    [InlineData("""{"video_url":"https://a/v.mp4"}""", "https://a/v.mp4")]
    [InlineData("""{"result":{"urls":["https://a/1.png","https://a/2.png","https://a/1.png"]}}""", "https://a/1.png https://a/2.png")]
    [InlineData("""{"uri":"https://a/b/model.glb?sig=1","image":{"url":"https://a/b/model.glb?sig=1"}}""", "https://a/b/model.glb?sig=1")]
    [InlineData("""{"audioUrl":"data:audio/wav;base64,AA=="}""", "data:audio/wav;base64,AA==")]
    [InlineData("""{"status_url":"https://a/requests/5/status","terms_url":"https://a/terms.html","home_url":"https://a/"}""", "")]
    [InlineData("""{"text":"https://a/v.mp4","curl":"https://a/x.sh","url_hint":"https://a/v.mp4"}""", "")]
    public void A_bare_address_of_a_file_is_a_file(string json, string addresses) =>
        Assert.Equal(addresses, string.Join(' ', FoundFile.In(FalJson.Parse(json)).Select(static file => file.Url)));

    private static CliHost Host(CliRun run) => new()
    {
        Output = TextWriter.Null,
        Error = TextWriter.Null,
        OpenInput = static () => Stream.Null,
        WorkingDirectory = run.Folder,
        Environment = static _ => null,
        NewHandler = static () => throw new InvalidOperationException(),
    };
}
