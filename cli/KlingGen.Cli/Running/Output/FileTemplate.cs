using System.Globalization;
using System.Text;
using KlingGen.Cli.Hosting;

namespace KlingGen.Cli.Running.Output;

/// <summary>Names for files: <c>out/{request_id}-{index}.{ext}</c>. What stands in braces is foreign text and can never lead out of the folder that the rest names.</summary>
internal sealed class FileTemplate
{
    /// <summary>Names in a batch, where nothing else is asked for.</summary>
    public const string UsualOfBatch = "{line}-{index}.{ext}";

    private const string Usual = "{request_id}-{index}.{ext}";

    private static readonly string[] s_words = ["request_id", "index", "ext", "name", "endpoint", "job", "line", "date"];

    private readonly string _folder;
    private readonly string _name;

    private FileTemplate(string folder, string name)
    {
        _folder = folder;
        _name = name;
    }

    /// <summary>Reads a template; a folder gets the usual names.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="text">As the user wrote it; null for the working directory.</param>
    /// <param name="usual">The usual names.</param>
    /// <exception cref="CliException">It has a word that there is not, or names no file.</exception>
    public static FileTemplate Parse(CliHost host, string? text, string usual = Usual)
    {
        if (text is null)
            return new FileTemplate(host.WorkingDirectory, usual);
        if (string.IsNullOrWhiteSpace(text) || text.Any(char.IsControl))
            throw CliException.Usage("--out names no file and no folder. Write a folder, or a template such as 'out/{request_id}-{index}.{ext}'.");
        int slash = text.LastIndexOfAny(['/', '\\']);
        bool isFolder = slash == text.Length - 1 || text is "." or ".." || (!text.Contains('{', StringComparison.Ordinal) && Directory.Exists(host.PathOf(text)));
        string name = isFolder ? usual : text[(slash + 1)..];
        string folder = isFolder ? text : text[..(slash + 1)];
        foreach (string part in new[] { folder, name })
            _ = Fill(part, static _ => "");
        if (folder.Contains('{', StringComparison.Ordinal))
            throw CliException.Usage($"--out '{Schemas.EndpointIds.Shown(text)}' has braces in its folder. Only the name of the file can have them.");
        return new FileTemplate(CanBeFolder(folder.Length == 0 ? host.WorkingDirectory : host.PathOf(folder)), name);
    }

    // Known before anything is bought: below a file there is no folder.
    private static string CanBeFolder(string folder)
    {
        for (string? at = Path.TrimEndingDirectorySeparator(folder); at is not null && !Directory.Exists(at); at = Path.GetDirectoryName(at))
            if (File.Exists(at))
                throw CliException.Unwritable($"--out leads into '{at}', which is a file. Name a folder, or a template such as 'out/{{request_id}}-{{index}}.{{ext}}'.");
        return folder;
    }

    /// <summary>The folder, absolute.</summary>
    public string Folder => _folder;

    /// <summary>The name of a file, harmless whatever the values are.</summary>
    public string NameOf(FileFacts facts)
    {
        string extension = facts.Extension;
        string name = Fill(_name, word => word switch
        {
            "request_id" => Harmless(facts.RequestId),
            "index" => facts.Index.ToString(CultureInfo.InvariantCulture),
            "ext" => extension,
            "name" => Harmless(facts.Stem),
            "endpoint" => Harmless(facts.Endpoint.Replace('/', '-')),
            "job" => Harmless(facts.Job),
            "line" => (facts.Line ?? 0).ToString(CultureInfo.InvariantCulture),
            _ => facts.Date.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture),
        });
        return SafeFileName.Make(name, "", facts.ContentType);
    }

    private static string Harmless(string text) => SafeFileName.Make(text.Replace('/', '_').Replace('\\', '_'), "", null);

    private static string Fill(string template, Func<string, string> valueOf)
    {
        var text = new StringBuilder();
        for (int i = 0; i < template.Length; i++)
        {
            if (template[i] is '}')
                throw Wrong(template, "a '}' without its '{'");
            if (template[i] is not '{')
            {
                text.Append(template[i]);
                continue;
            }
            int end = template.IndexOf('}', i);
            if (end < 0)
                throw Wrong(template, "a '{' without its '}'");
            string word = template[(i + 1)..end];
            if (!s_words.Contains(word))
                throw Wrong(template, $"{{{word}}}, which it does not know");
            text.Append(valueOf(word));
            i = end;
        }
        return text.ToString();
    }

    private static CliException Wrong(string template, string what) =>
        CliException.Usage($"--out '{Schemas.EndpointIds.Shown(template)}' has {what}. The words are {string.Join(", ", s_words.Select(static word => $"{{{word}}}"))}.");
}

/// <summary>What a file's name can be made of.</summary>
internal sealed record FileFacts
{
    public required string Endpoint { get; init; }

    public required string RequestId { get; init; }

    public required string Job { get; init; }

    /// <summary>Which of the result's files it is, from 1.</summary>
    public required int Index { get; init; }

    /// <summary>The line of the batch; null for a single job.</summary>
    public int? Line { get; init; }

    public required DateTimeOffset Date { get; init; }

    public required IFalFile File { get; init; }

    public string? ContentType => File.ContentType;

    /// <summary>The service's own name without what follows its last dot.</summary>
    public string Stem => Path.GetFileNameWithoutExtension(SafeFileName.Make(File.FileName, File.Url, File.ContentType));

    /// <summary>Without a dot; <c>bin</c> where nothing says it.</summary>
    public string Extension
    {
        get
        {
            string fromName = Path.GetExtension(SafeFileName.Make(File.FileName, File.Url, File.ContentType)).TrimStart('.');
            string fromType = Path.GetExtension(SafeFileName.Make("file", "", File.ContentType)).TrimStart('.');
            return fromType.Length > 0 ? fromType : fromName.Length > 0 ? fromName : "bin";
        }
    }
}
