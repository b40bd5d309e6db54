using KlingGen;
using Resilience.Tests.Support;

namespace Resilience.Tests.Faults;

/// <summary>Makes the call of one cell and judges what came of it.</summary>
internal sealed class FaultRun(Rig rig, Unreachable nowhere, FaultCell cell)
{
    private FalJobHandle? _handle;
    private string? _url;

    /// <summary>The outcome in one word, and what is wrong with it, if anything is.</summary>
    public async Task<(string Outcome, string? Problem)> JudgeAsync()
    {
        rig.Emulator.Faults.Clear();
        if (cell.Call.HasJob())
            _handle = await rig.SubmitAsync(cell.Prompt);
        if (cell.Call is Call.Download or Call.Read)
            _url = cell.IsUnreachable ? new Uri(nowhere.AddressOf(cell.Fault), "files/a.png").AbsoluteUri : await rig.FileUrlAsync();
        cell.Arm(rig.Emulator.Faults);

        using var client = new FalClient(cell.Options(rig, nowhere));
        try
        {
            string result = await Guard.Within(cell.Call.InvokeAsync(client, cell.Prompt, _handle, _url), cell.ToString());
            Evidence.Run.Add(cell.ToString(), result);
            return ("success", Paid() ?? Unreached());
        }
        catch (Exception error) when (error is not HangException)
        {
            Evidence.Run.Add(cell.ToString(), error);
            return (error.GetType().Name, Judge(error));
        }
        catch (HangException hang)
        {
            return ("hang", hang.Message);
        }
    }

    private string? Judge(Exception error)
    {
        if (error is not FalException documented)
            return $"{error.GetType().Name} is not in the documented set: {error}";
        if (cell.Call.HasJob() && (documented.Handle != _handle || documented.RequestId != _handle!.RequestId))
            return $"{error.GetType().Name} does not carry the handle of the job: {documented.Handle?.ToString() ?? "none"}";
        if (cell.Call.IsPaid() && cell.IdArrives && documented.RequestId != IdInJournal())
            return $"{error.GetType().Name} names request {documented.RequestId ?? "none"}, the service said {IdInJournal()}";
        if (documented is FalSubmitUnknownException { Attempt: null })
            return "The unknown submit does not say what was sent";
        if (cell.IsUnreachable && documented is not FalConnectionException && !(cell.Stalls && documented is FalTimeoutException))
            return $"Nothing was reached, and {error.GetType().Name} does not say so";
        if (MustSucceed() && cell.StrikesOnce)
            return $"One strike is repeatable, and the call failed: {error.Message}";
        return Paid();
    }

    // A success against a fault that leaves nothing usable would mean that the grid does not strike.
    private string? Unreached() => cell.IsUnreachable ? "Nothing can be reached, and the call succeeded" : null;

    // What is well-formed HTTP with a body that makes no sense is final: asking again would be answered alike.
    private bool MustSucceed() => !cell.Call.IsPaid() && cell.Call != Call.Read && cell.Fault is not
        ("HalfFinish" or "HeadersFinish" or "NothingFinish" or "WrongLength" or "Status") && !(cell.Fault == "HtmlPage" && cell.Call == Call.Result);

    private string? Paid()
    {
        if (!cell.Call.IsPaid())
            return null;
        int arrived = rig.Journal.Where(entry => entry.BodyText.Contains($"\"{cell.Prompt}\"", StringComparison.Ordinal)).Count;
        int most = cell.IsUnreachable ? 0 : 1;
        return arrived <= most ? null : $"The paid request arrived {arrived} times";
    }

    private string? IdInJournal() =>
        rig.Journal.Where(entry => entry.BodyText.Contains($"\"{cell.Prompt}\"", StringComparison.Ordinal)) is [{ } entry, ..] ? entry.RequestId : null;
}
