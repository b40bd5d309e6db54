using System.Text;

namespace KlingGen.Cli.Hosting;

/// <summary>The machine as it is.</summary>
internal static class ConsoleHost
{
    private const int WidthWithoutTerminal = 160;

    public static CliHost Open()
    {
        bool terminal = !Console.IsOutputRedirected;
        return new CliHost
        {
            Output = Writer(static () => new ResultStream(Console.OpenStandardOutput())),
            Error = Writer(Console.OpenStandardError),
            OpenInput = Console.OpenStandardInput,
            WorkingDirectory = System.Environment.CurrentDirectory,
            Environment = System.Environment.GetEnvironmentVariable,
            NewHandler = ApiSender.NewHandler,
            IsOutputTerminal = terminal,
            IsInputTerminal = !Console.IsInputRedirected,
            IsErrorTerminal = !Console.IsErrorRedirected,
            Width = terminal ? Width() : WidthWithoutTerminal,
            HandlesSignals = true,
        };
    }

    // UTF-8 without a mark, whatever the locale says: JSON and C# text go through here.
    private static StreamWriter Writer(Func<Stream> open)
    {
        Stream stream;
        try
        {
            stream = open();
        }
        catch (IOException)
        {
            // The caller closed it (`klinggen … >&-`): there is nobody to write to.
            stream = Stream.Null;
        }
        return new StreamWriter(stream, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
    }

    private static int Width()
    {
        try
        {
            // To ask a terminal takes time, and there may be none.
            return Console.IsOutputRedirected && Console.IsErrorRedirected ? WidthWithoutTerminal : Console.WindowWidth is > 0 and var width ? width : WidthWithoutTerminal;
        }
        catch (IOException)
        {
            return WidthWithoutTerminal;
        }
    }
}
