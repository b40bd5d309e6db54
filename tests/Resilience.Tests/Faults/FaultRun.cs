using KlingGen;
using KlingGen.TestKit;
using Resilience.Tests.Support;

namespace Resilience.Tests.Faults;

/// <summary>Makes the call of one cell and checks what came of it.</summary>
internal sealed class FaultRun(Rig rig, Unreachable nowhere, FaultCell cell)
{
    private static readonly HttpClient s_plain = new();

    /// <summary>Looks at files past the library.</summary>
    private readonly HttpClient _http = rig.Http ?? s_plain;

    private FalJobHandle? _handle;
    private string? _url;
    private string? _file;

    /// <summary>The outcome in one word, and what is wrong with it, if anything is.</summary>
    public async Task<(string Outcome, string? Problem)> CheckAsync()
    {
        rig.Emulator.Faults.Clear();
        if (cell.Call.HasJob())
            _handle = await rig.SubmitAsync(cell.Prompt);
        if (cell.Call is Call.Download or Call.Read)
            _url = cell.IsUnreachable ? new Uri(nowhere.AddressOf(cell.Fault), "files/a.png").AbsoluteUri : await rig.FileUrlAsync();
        if (_url is not null && !cell.IsUnreachable)
            _file = Calls.Hash(await FetchAsync(_url));
        cell.Arm(rig.Emulator.Faults);

        using var client = new FalClient(cell.Options(rig, nowhere), rig.Http);
        try
        {
            string result = await HangGuard.Within(cell.Call.InvokeAsync(client, cell.Prompt, _handle, _url), cell.ToString());
            Evidence.Run.Add(cell.ToString(), result);
            return ("success", Paid() ?? Unreached() ?? Whole(result) ?? await ArrivedAsync());
        }
        catch (Exception error) when (error is not HangException)
        {
            Evidence.Run.Add(cell.ToString(), error);
            return (error.GetType().Name, Check(error));
        }
        catch (HangException hang)
        {
            return ("hang", hang.Message);
        }
    }

    private string? Check(Exception error)
    {
        if (error is not FalException documented)
            return $"{error.GetType().Name} is not in the documented set: {error}";
        if (cell.Call.HasJob() && (documented.Handle != _handle || documented.RequestId != _handle!.RequestId))
            return $"{error.GetType().Name} does not carry the handle of the job: {documented.Handle?.ToString() ?? "none"}";
        if (cell.Call.IsPaid() && cell.IdArrives && documented.RequestId != IdInJournal() && !(documented.RequestId is null && LosesHeads))
            return $"{error.GetType().Name} names request {documented.RequestId ?? "none"}, the service said {IdInJournal()}";
        if (documented is FalSubmitUnknownException { Attempt: null })
            return "The unknown submit does not say what was sent";
        if (cell.IsUnreachable && Reason(documented) is not FalConnectionException && !(cell.Stalls && documented is FalTimeoutException))
            return $"Nothing was reached, and {error.GetType().Name} does not say so";
        if (documented is FalConnectionException && Submits().Count > 0 && cell.Call.IsPaid())
            return "The paid request arrived, and the exception says that nothing was bought";
        if (MustSucceed() && cell.StrikesOnce)
            return $"One strike is repeatable, and the call failed: {error.Message}";
        if (cell.Call.IsUpload() && Submits().Count > 0)
            return "The upload failed, and the call was submitted";
        return Paid();
    }

    // Over HTTP/2 the socket handler ends all streams with their connection, and drops a head that it has read and nobody has taken yet. A wrong id is wrong all the same.
    private bool LosesHeads => rig.Http?.DefaultVersionPolicy == HttpVersionPolicy.RequestVersionExact && (cell.Fault.EndsWith("Fin", StringComparison.Ordinal) || cell.Fault.EndsWith("Reset", StringComparison.Ordinal));

    // A success against a fault that leaves nothing usable would mean that the grid does not strike.
    private string? Unreached() => cell.IsUnreachable ? "Nothing can be reached, and the call succeeded" : null;

    // Of an upload, what the last route met.
    private static Exception? Reason(FalException error) => error is FalUploadException { InnerException: var cause }
        ? cause is AggregateException routes ? routes.InnerExceptions[^1] : cause
        : error;

    // A success that is not an answer counts as lost, as does a page of a gateway; only a refusal of the service is final, and that a job is completed already is one:
    // spoiled, it stays a refusal. An upload has a second route.
    private bool MustSucceed() => cell.Call.IsUpload() || (!cell.Call.IsPaid() && cell.Call != Call.Read && cell.Fault is not "Status"
        && !(cell.Call == Call.Cancel && (cell.Fault is "HalfFinish" or "HeadersFinish" or "NothingFinish" or "WrongLength"))
        && !(cell.Call == Call.Download && cell.Fault.StartsWith("Unreadable", StringComparison.Ordinal)));

    private string? Paid()
    {
        if (!cell.Call.IsPaid())
            return null;
        int arrived = Submits().Count;
        int max = cell.IsUnreachable ? 0 : 1;
        return arrived <= max ? null : $"The paid request arrived {arrived} times";
    }

    private string? IdInJournal() => Submits() is [{ } entry, ..] ? entry.RequestId : null;

    // A server that announces less than it has, and sends that, cannot be distinguished from one that has no more.
    private string? Whole(string result) => _file is null || result == _file || cell.Fault is "HalfFinish" or "HeadersFinish" or "NothingFinish" or "WrongLength" || cell.Fault.StartsWith("Unreadable", StringComparison.Ordinal)
        ? null
        : $"The file is not whole: {result} of {_file}";

    /// <summary>The picture of an upload lies whole where the one submit says.</summary>
    private async Task<string?> ArrivedAsync()
    {
        if (!cell.Call.IsUpload())
            return null;
        if (Submits() is not [{ } submit])
            return $"{Submits().Count} submits arrived";
        string url = FalJson.Parse(submit.BodyText).Element.GetProperty("elements")[0].GetProperty("frontal_image_url").GetString()!;
        byte[] served = await FetchAsync(url);
        return served.AsSpan().SequenceEqual(PictureInput.Content(cell.Call, cell.Prompt)) ? null : $"Of the picture, {served.Length} bytes lie there, and not the right ones";
    }

    // Our own look, and no call of the library: over HTTP/2 it may come to be on a connection that the fault is just cutting.
    private async Task<byte[]> FetchAsync(string url)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await _http.GetByteArrayAsync(new Uri(url), TestContext.Current.CancellationToken);
            }
            catch (HttpRequestException) when (attempt < 3)
            {
            }
        }
    }

    private IReadOnlyList<KlingGen.Emulator.FalJournalEntry> Submits() => rig.Journal.Where(entry => entry.BodyText.Contains($"\"{cell.Prompt}\"", StringComparison.Ordinal));
}
