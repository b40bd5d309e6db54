using System.Text.Json.Nodes;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Jobs;
using KlingGen.Cli.Output;
using KlingGen.Cli.Running.Inputs;
using KlingGen.Cli.Running.Output;

namespace KlingGen.Cli.Running;

/// <summary>One call: check, price, ask, submit, wait, save.</summary>
internal sealed class RunRun(CliHost host, Reporter reporter, RunRequest request)
{
    /// <exception cref="CliException">Anything that keeps the result from being there.</exception>
    public async Task<RunReport> RunAsync(JsonNode root, CancellationToken cancellationToken)
    {
        var template = FileTemplate.Parse(host, request.Out);
        var input = new ShapedInput(request.Model, root, LocalFiles.Of(host, request.Model, root));
        IReadOnlyList<string> findings = InputFindings.Of(input, request.Names);
        if (findings.Count > 0 && !request.SkipsValidation)
            throw InputFindings.Error(request.EndpointId, findings);
        foreach (string finding in findings)
            reporter.Warn(Shown.Clean($"{finding}."));

        await using RunService service = request.IsDryRun ? RunService.Offline(host) : await RunService.OpenAsync(host, request, cancellationToken);
        var endpoint = new RunEndpoint(service.Client, request.Endpoint.Model, RunPrices.Known(request));
        FalCost? estimate = await RunPrices.EstimateAsync(request, endpoint, input, cancellationToken);
        var report = new RunReport(host, request.EndpointId, root, estimate) { Findings = findings };
        await new CostLimit(host, reporter).CheckAsync(request, estimate, cancellationToken);
        if (request.IsDryRun)
            return report;

        var voice = new RunVoice(host, reporter, request.IsJsonl);
        var call = new JobCall(host, new JobJournal(host, request.DataFolder), service, voice);
        var options = new FalCallOptions { Validate = request.SkipsValidation ? false : null };
        string charged = service.Address is null ? "" : " An emulator is called: nothing is charged.";
        voice.Note((estimate is null ? "What it costs is not known." : $"It costs {estimate}.") + charged);
        (string id, FalJob<FalJson> job) = await call.SubmitAsync(endpoint, input, estimate, options, null, cancellationToken);
        report = report with { Job = id, Handle = job.Handle };
        if (request.IsSubmit)
            return report;

        FalResult<FalJson> result = await call.FinishAsync(id, job, request.Timeout, cancellationToken);
        return report with { Result = result, Files = await call.SaveAsync(id, result, template, null, cancellationToken) };
    }
}
