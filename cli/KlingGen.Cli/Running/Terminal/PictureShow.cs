using KlingGen.Cli.Hosting;

namespace KlingGen.Cli.Running.Terminal;

/// <summary>Shows saved pictures in the terminal. It is an extra: whatever goes wrong, the files are there.</summary>
internal sealed class PictureShow(CliHost host, PictureProtocol protocol)
{
    private const int MaxPictures = 4;
    private const long LargestFile = 32L << 20;

    private static readonly string[] s_pictures = [".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp"];

    public void Show(IEnumerable<string> files)
    {
        if (protocol == PictureProtocol.None)
            return;
        foreach (string file in files.Where(static file => s_pictures.Contains(Path.GetExtension(file).ToLowerInvariant())).Take(MaxPictures))
        {
            try
            {
                if (new FileInfo(file).Length <= LargestFile && TerminalPicture.Render(File.ReadAllBytes(file), protocol, host.Width) is { } text)
                    host.Output.Write(text);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Somebody took it away meanwhile.
            }
        }
    }
}
