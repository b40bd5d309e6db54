using KlingGen.Cli.Hosting;
using KlingGen.Cli.Service;

namespace KlingGen.Cli.Diagnosis.Checks;

/// <summary>Whether a program that is started from here has a key. The key itself is never shown.</summary>
internal static class KeyCheck
{
    private const string Name = "key";
    private const string Remedy = $"Make one at {ServiceHosts.Dashboard}/keys and set FAL_KEY to '<key id>:<key secret>'. Builds and the emulator need none.";

    public static Finding Run(CliHost host)
    {
        try
        {
            return ServiceOptions.Key(host) switch
            {
                null => Finding.Warning(Name, "There is no API key in FAL_KEY, nor in FAL_KEY_ID and FAL_KEY_SECRET.", Remedy),
                { } key when key.Split(':') is not [{ Length: > 0 }, { Length: > 0 }] => Finding.Warning(Name, "The API key does not have the form '<key id>:<key secret>'.", Remedy),
                _ => Finding.Good(Name, "An API key is set."),
            };
        }
        catch (CliException malformed)
        {
            return Finding.Error(Name, malformed.Message, Remedy);
        }
    }
}
