using System.CommandLine;
using System.Net;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Jobs;
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
        Option<string?> data = DataFolder.Option();
        var command = new Command("serve", "Serve endpoints offline, in the service's protocol, for programs in any language, with a page to try them on.") { schemas, port, bind, timing, fault, anyKey, https, certificate, strict, remote, data };
        return command
            .WithExamples(
                ("klinggen serve", "Serves the locked endpoints; the page is at the address that is printed."),
                ("klinggen serve schemas/ --port 5077 --timing instant --any-key", "For a test run in another language."),
                ("klinggen serve --fault 'Status; status=503; operation=Result; times=2' --fail-on-unexpected", "With an outage, and strict about what is called."),
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
                IsJson = reporter.IsJson,
            }).RunAsync(cancellationToken));
    }
}
