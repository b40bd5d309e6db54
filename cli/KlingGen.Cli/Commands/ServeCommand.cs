using System.CommandLine;
using System.Net;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Jobs;
using KlingGen.Cli.Service;
using KlingGen.Cli.Serving;

namespace KlingGen.Cli.Commands;

/// <summary><c>klinggen serve</c>: the emulator for programs in any language, with a page to see it by.</summary>
internal static class ServeCommand
{
    public static Command Create(CliHost host)
    {
        var schemas = new Argument<string[]>("schemas") { Arity = ArgumentArity.ZeroOrMore, Description = "Schema files, or folders of them; default: those of the nearest lock file, else a small set that the tool brings along." };
        var port = new Option<int>("--port") { Description = "Port to listen on; 0 takes any free one.", HelpName = "number", DefaultValueFactory = static _ => 0 };
        var bind = new Option<string>("--bind") { Description = "Address to listen on; 0.0.0.0 lets other machines in.", HelpName = "address", DefaultValueFactory = static _ => "127.0.0.1" };
        var timing = new Option<string>("--timing") { Description = "'demo' takes a second or so a job, 'instant' none.", HelpName = "demo|instant", DefaultValueFactory = static _ => "demo" };
        var fault = new Option<string[]>("--fault") { Description = "What shall go wrong, such as 'NothingFin; operation=Submit; times=1', or @ and a file of such lines. May be repeated.", HelpName = "rule" };
        var anyKey = new Option<bool>("--any-key") { Description = "Let every well-formed key in, and callers without one." };
        var https = new Option<bool>("--https") { Description = "Speak https with a certificate for localhost and the service's names, made on first use." };
        var certificate = new Option<string?>("--certificate") { Description = $"Speak https with this certificate: a .pfx file (its password in {ServeCertificate.PasswordVariable}), or a .pem file with its key.", HelpName = "file" };
        var strict = new Option<bool>("--fail-on-unexpected") { Description = $"Exit with {ExitCodes.Findings} at the end when a request came that the emulator does not know." };
        var remote = new Option<bool>("--remote-control") { Description = "Let other machines use the page and the switches at /emulator/ too." };
        var record = new Option<string?>("--record") { Description = "Pass calls on to fal.ai with the key of FAL_KEY, at its prices, and keep what it answers in this folder, without keys and signatures.", HelpName = "folder" };
        var media = new Option<bool>("--keep-media") { Description = "With --record: keep the files of results too." };
        var replay = new Option<string?>("--replay") { Description = "Answer from the recordings in this folder, by endpoint and input.", HelpName = "folder" };
        var only = new Option<bool>("--strict") { Description = "With --replay: refuse with 404 what is not recorded, instead of making an output from the schema." };
        Option<string?> service = ServiceOptions.Create();
        Option<string?> data = DataFolder.Option();
        var command = new Command("serve", "Serve endpoints offline, in the service's protocol, for programs in any language, with a page to try them on.") { schemas, port, bind, timing, fault, anyKey, https, certificate, strict, remote, record, media, replay, only, service, data };
        return command
            .WithExamples(
                ("klinggen serve", "Serves the locked endpoints; the page is at the address that is printed."),
                ("klinggen serve schemas/ --port 5077 --timing instant --any-key", "For a test run in another language."),
                ("klinggen serve --fault 'Status; status=503; operation=Result; times=2' --fail-on-unexpected", "With an outage, and strict about what is called."),
                ("klinggen serve --record recordings", "Keeps what the service answers; 'klinggen serve --replay recordings' then answers without it."),
                ("klinggen serve --https --port 443", "For clients that insist on https; see docs/emulator/other-languages.md."))
            .Runs(host, (parse, reporter, cancellationToken) => new ServeRun(host, new ServeRequest
            {
                Schemas = parse.GetValue(schemas) ?? [],
                Port = parse.GetValue(port) is >= 0 and <= 65535 and var number ? number : throw CliException.Usage($"--port takes a number from 0 to 65535, not {parse.GetValue(port)}."),
                Bind = IPAddress.TryParse(parse.GetValue(bind), out IPAddress? address) ? address : throw CliException.Usage($"--bind takes an IP address such as 127.0.0.1 or 0.0.0.0, not '{Schemas.EndpointIds.Shown(parse.GetValue(bind) ?? "")}'."),
                IsInstant = parse.GetValue(timing) switch
                {
                    "demo" => false,
                    "instant" => true,
                    var other => throw CliException.Usage($"--timing takes 'demo' or 'instant', not '{Schemas.EndpointIds.Shown(other ?? "")}'."),
                },
                Faults = parse.GetValue(fault) ?? [],
                AnyKey = parse.GetValue(anyKey),
                Https = parse.GetValue(https) || parse.GetValue(certificate) is not null,
                Certificate = parse.GetValue(certificate),
                FailsOnUnexpected = parse.GetValue(strict),
                RemoteControl = parse.GetValue(remote),
                DataFolder = () => DataFolder.Locate(host, parse.GetValue(data)),
                Record = Folder(parse.GetValue(record), parse.GetValue(media), "--record", "--keep-media"),
                KeepsMedia = parse.GetValue(media),
                Service = parse.GetValue(record) is not null || parse.GetValue(service) is null ? parse.GetValue(service) : throw CliException.Usage("--service says what is recorded; give --record and a folder with it."),
                Replay = Folder(parse.GetValue(replay), parse.GetValue(only), "--replay", "--strict") is { } recordings && parse.GetValue(record) is null ? recordings
                    : parse.GetValue(replay) is null ? null : throw CliException.Usage("--record and --replay exclude each other; give one."),
                IsStrict = parse.GetValue(only),
                IsJson = reporter.IsJson,
            }).RunAsync(cancellationToken));
    }

    private static string? Folder(string? folder, bool isRefined, string option, string refinement) => folder switch
    {
        null when isRefined => throw CliException.Usage($"{refinement} goes with {option}; give {option} and a folder."),
        { } blank when string.IsNullOrWhiteSpace(blank) => throw CliException.Usage($"{option} takes a folder."),
        _ => folder,
    };
}
