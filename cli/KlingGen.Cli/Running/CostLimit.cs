using System.Globalization;
using System.Text;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Output;

namespace KlingGen.Cli.Running;

/// <summary>Stands between an estimate and the money: stops above <c>--max-cost</c>, asks above <c>--ask-above</c>.</summary>
internal sealed class CostLimit(CliHost host, Reporter reporter)
{
    private const string Currency = "USD";

    /// <exception cref="CliException">It must not be bought.</exception>
    public async Task CheckAsync(RunRequest request, FalCost? estimate, CancellationToken cancellationToken)
    {
        if (request.MaxCost is { } limit)
        {
            if (estimate is null)
                throw Stop($"What a call costs is not known, so it cannot be kept below --max-cost. Give the maximum cost of one call with --assume-cost.");
            if (estimate.Currency != Currency)
                throw Stop($"The price is in {Shown.Clean(estimate.Currency)} and --max-cost in {Currency}. Omit --max-cost, or give the maximum cost of one call with --assume-cost.");
            if (estimate.Amount > limit)
                throw Stop($"The call costs {estimate}, and --max-cost is {new FalCost(limit, Currency)}. Ask for less, or raise the limit.");
        }
        bool asks = estimate is null ? request.AsksAlways : estimate.Amount > request.AskAbove;
        if (!asks || request.SaysYes || request.Emulator is not null || request.OwnEmulator)
            return;
        await ConfirmAsync(estimate is null ? "What this call costs is not known." : $"This call costs {estimate}.", "Give --yes to buy it, or set --ask-above.", request.IsJsonl, cancellationToken);
    }

    /// <summary>Asks; only a clear yes goes on.</summary>
    /// <exception cref="CliException">Nobody said yes, or nobody can be asked.</exception>
    public async Task ConfirmAsync(string cost, string otherwise, bool isJsonl, CancellationToken cancellationToken)
    {
        if (!host.IsInputTerminal || !host.IsErrorTerminal || reporter.IsJson || isJsonl)
            throw Stop($"{cost} There is no terminal to ask on. {otherwise}");
        await host.Error.WriteAsync($"{cost} Buy it? [y/N] ");
        await host.Error.FlushAsync(cancellationToken);
        using var input = new StreamReader(host.OpenInput(), Encoding.UTF8, false, 128, leaveOpen: true);
        string? answer = await input.ReadLineAsync(cancellationToken);
        if (answer?.Trim().ToLower(CultureInfo.InvariantCulture) is not ("y" or "yes"))
            throw Stop("The purchase was not confirmed.");
    }

    private static CliException Stop(string sentence) => new(ExitCodes.TooExpensive, $"Nothing was bought. {sentence}");
}
