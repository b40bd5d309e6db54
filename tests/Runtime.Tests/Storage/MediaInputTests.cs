using KlingGen;
using KlingGen.Emulator;
using Runtime.Tests.EndToEnd;
using Runtime.Tests.Support;
using Runtime.Tests.Validation;
using Operation = KlingGen.Emulator.FalOperation;

namespace Runtime.Tests.Storage;

/// <summary>Local media of an input: in place before anything is submitted, each once, or nothing is submitted.</summary>
public sealed class MediaInputTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("klinggen-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Local_media_are_uploaded_once_each_and_all_else_passes_untouched()
    {
        await using Harbour harbour = await Harbour.OpenAsync();
        byte[] png = Pictures.Png(20, 20);
        string path = Path.Combine(_folder, "face.png");
        await File.WriteAllBytesAsync(path, png, Cancellation);
        FalMedia bytes = FalMedia.FromBytes(png);
        using var oneWay = new OneWayStream(Harbour.Bytes(7000));

        await Submit(harbour.NewClient(), bytes, bytes, FalMedia.FromBytes(png), FalMedia.FromFile(path), FalMedia.FromFile(path), FalMedia.FromStream(oneWay),
            "https://example.com/a.png", "data:image/png;base64,AA==");

        FalJournalEntry submit = harbour.Journal.AssertSubmittedOnce();
        string[] urls = [.. FalJson.Parse(submit.BodyText).Element.GetProperty("elements").EnumerateArray().Select(static element => element.GetProperty("frontal_image_url").GetString()!)];
        Assert.Equal((urls[0], urls[0], urls[3]), (urls[1], urls[2], urls[4]));
        Assert.Equal(["https://example.com/a.png", "data:image/png;base64,AA=="], urls[6..]);
        foreach (string url in (string[])[urls[0], urls[3]])
        {
            (byte[] served, string? type) = await Harbour.FetchAsync(url);
            Assert.Equal(png, served);
            Assert.Equal("image/png", type);
        }

        Assert.Equal(Harbour.Bytes(7000), (await Harbour.FetchAsync(urls[5])).Bytes);
        harbour.Journal.AssertCount(Operation.Upload, 2);
        harbour.Journal.AssertCount(Operation.UploadComplete, 1);
        Assert.True(harbour.Journal.Where(static entry => entry.Operation is Operation.Upload or Operation.UploadComplete).All(entry => entry.Sequence < submit.Sequence));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_two_members_share_must_keep_the_limits_of_both(bool narrowFirst)
    {
        await using Harbour harbour = await Harbour.OpenAsync();
        using var stream = new OneWayStream(new byte[5000]);
        FalMedia shared = FalMedia.FromStream(stream);
        FalClient client = harbour.NewClient();
        var endpoint = new FalEndpoint<LimitedInput, FalJson>(client, Stage.Id);
        // Clip allows 4,999 bytes; Picture, before it, and Sound, behind it, allow any number.
        LimitedInput input = narrowFirst ? new() { Clip = shared, Sound = shared } : new() { Picture = shared, Clip = shared };
        var error = await Assert.ThrowsAsync<FalValidationException>(() => endpoint.SubmitAsync(input, cancellationToken: Cancellation));
        Assert.Equal(("Clip", "4999"), (Assert.Single(error.ValidationErrors).Member, error.ValidationErrors[0].Limit));
        harbour.Journal.AssertNothingSubmitted();
    }

    [Fact]
    public async Task What_an_earlier_call_uploaded_must_keep_the_limits_of_this_one()
    {
        await using Harbour harbour = await Harbour.OpenAsync();
        using var stream = new OneWayStream(new byte[5000]);
        FalMedia shared = FalMedia.FromStream(stream);
        var endpoint = new FalEndpoint<LimitedInput, FalJson>(harbour.NewClient(), Stage.Id);
        await Assert.ThrowsAsync<FalValidationException>(() => SubmitBoth());
        harbour.Journal.AssertCount(Operation.UploadComplete, 1);
        harbour.Journal.AssertSubmittedOnce();

        async Task SubmitBoth()
        {
            await endpoint.SubmitAsync(new() { Sound = shared }, cancellationToken: Cancellation);
            await endpoint.SubmitAsync(new() { Clip = shared }, cancellationToken: Cancellation);
        }
    }

    [Fact]
    public async Task Several_are_uploaded_at_once()
    {
        await using Harbour harbour = await Harbour.OpenAsync();
        // On a clock that stands still no upload is answered, and all three arrive all the same.
        TimeSpan delay = TimeSpan.FromMilliseconds(7);
        harbour.Stage.Faults.Add(new FalFault { Operation = Operation.Upload, Kind = FalFaultKind.Slow, Delay = delay });
        Task call = Submit(harbour.NewClient(static options => options.MaxParallelUploads = 3), New(1), New(2), New(3));
        await harbour.Clock.WaitForTimersAsync(due => due == delay, 3, Cancellation);
        harbour.Clock.Advance(delay);
        await call;
        harbour.Journal.AssertCount(Operation.Upload, 3);
    }

    [Fact]
    public async Task A_call_made_again_uploads_nothing_again()
    {
        await using Harbour harbour = await Harbour.OpenAsync();
        FalClient client = harbour.NewClient();
        string path = Path.Combine(_folder, "a.png");
        await File.WriteAllBytesAsync(path, Pictures.Png(5, 5), Cancellation);
        FalMedia file = FalMedia.FromFile(path);
        using var oneWay = new OneWayStream([1, 2, 3]);
        FalMedia stream = FalMedia.FromStream(oneWay);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Submit(client, file, stream)));
        harbour.Journal.AssertCount(Operation.Upload, 2);

        await File.WriteAllBytesAsync(path, Pictures.Png(6, 6), Cancellation);
        File.SetLastWriteTimeUtc(path, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await Submit(client, file, stream);
        harbour.Journal.AssertCount(Operation.Upload, 3);
        await Submit(client, new FalCallOptions { InputLifecycle = new FalLifecycle { ExpiresAfter = TimeSpan.FromMinutes(10) } }, file);
        await Submit(client, new FalCallOptions { InputLifecycle = new FalLifecycle { ExpiresAfter = TimeSpan.FromMinutes(10) } }, file);
        harbour.Journal.AssertCount(Operation.Upload, 4);
        harbour.Clock.Advance(TimeSpan.FromMinutes(5));
        await Submit(client, new FalCallOptions { InputLifecycle = new FalLifecycle { ExpiresAfter = TimeSpan.FromMinutes(10) } }, file);
        harbour.Journal.AssertCount(Operation.Upload, 5);
    }

    [Fact]
    public async Task Small_content_is_inlined_when_asked()
    {
        await using Harbour harbour = await Harbour.OpenAsync();
        FalClient client = harbour.NewClient(static options => (options.MediaTransfer, options.MaxInlineBytes) = (FalMediaTransfer.InlineSmall, 100));
        using var oneWay = new OneWayStream([1]);
        await Submit(client, FalMedia.FromBytes(new byte[100], "image/png"), FalMedia.FromBytes(new byte[101], "image/png"), FalMedia.FromStream(oneWay));
        string[] urls = [.. FalJson.Parse(harbour.Journal.AssertSubmittedOnce().BodyText).Element.GetProperty("elements").EnumerateArray().Select(static element => element.GetProperty("frontal_image_url").GetString()!)];
        Assert.StartsWith("data:image/png;base64,", urls[0], StringComparison.Ordinal);
        Assert.All(urls[1..], static url => Assert.StartsWith("http", url, StringComparison.Ordinal));
        await Submit(client, new FalCallOptions { MediaTransfer = FalMediaTransfer.Upload }, FalMedia.FromBytes(new byte[1]));
        harbour.Journal.AssertCount(Operation.Upload, 3);
    }

    [Fact]
    public async Task A_failed_upload_submits_nothing_and_names_the_member()
    {
        await using Harbour harbour = await Harbour.OpenAsync();
        harbour.Stage.Faults.Add(new FalFault { Operation = Operation.Upload, Kind = FalFaultKind.Status, StatusCode = 500, After = 1 });
        FalClient client = harbour.NewClient(static options => options.MaxParallelUploads = 1);
        var error = await Assert.ThrowsAsync<FalUploadException>(() => Submit(client, New(1), New(2)));
        Assert.Equal(("Elements[1].FrontalImageUrl", "/elements/1/frontal_image_url", Stage.Id), (error.Member, error.JsonPointer, error.EndpointId));
        Assert.StartsWith("Elements[1].FrontalImageUrl could not be uploaded, and nothing was submitted.", error.Message, StringComparison.Ordinal);
        harbour.Journal.AssertNothingSubmitted();
    }

    [Fact]
    public async Task Limits_of_the_schema_are_checked_before_anything_is_uploaded()
    {
        await using Harbour harbour = await Harbour.OpenAsync();
        var input = new LimitedInput { Picture = FalMedia.FromBytes(Pictures.Png(2000, 10)), Clip = FalMedia.FromBytes(new byte[5000]), Sound = New(1) };
        var error = await Assert.ThrowsAsync<FalValidationException>(() => new FalEndpoint<LimitedInput, StudioOutput>(harbour.NewClient(), Stage.Id).SubmitAsync(input, cancellationToken: Cancellation));
        Assert.Equal(["image_too_large", "file_too_large"], error.ValidationErrors.Select(static finding => finding.Rule));
        Assert.Empty(harbour.Journal.Entries);
    }

    [Theory]
    [InlineData(5000, true)]
    [InlineData(4999, false)]
    [InlineData(900, false)]
    public async Task A_stream_that_cannot_seek_is_checked_while_it_is_read(int size, bool tooLong)
    {
        await using Harbour harbour = await Harbour.OpenAsync();
        using var oneWay = new OneWayStream(Harbour.Bytes(size));
        FalClient client = harbour.NewClient();
        Task call = new FalEndpoint<LimitedInput, StudioOutput>(client, Stage.Id).RunAsync(new LimitedInput { Clip = FalMedia.FromStream(oneWay) }, cancellationToken: Cancellation);
        FalException error = tooLong ? await Assert.ThrowsAsync<FalValidationException>(() => call) : await Assert.ThrowsAsync<FalApiValidationException>(() => call);
        FalValidationError finding = Assert.Single(error.ValidationErrors, static finding => finding.Rule == "file_too_large" || finding.Rule == "missing");
        // The emulated endpoint wants a prompt: a refusal by 422 means that the input was sent.
        Assert.Equal(tooLong ? ("file_too_large", "Clip", "Clip has more than 4999 bytes, the maximum.") : ("missing", "", "The input (body.prompt): Field required"), (finding.Rule, finding.Member, finding.Message));
        Assert.Equal(tooLong ? 0 : 1, harbour.Journal.Count(Operation.Run));
        Assert.Equal(0, client.Uploads.Value.Buffers.Outstanding);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_upload_that_ends_with_the_call_submits_nothing(bool byCaller)
    {
        await using Harbour harbour = await Harbour.OpenAsync();
        harbour.Stage.Faults.Add(new FalFault { Operation = Operation.Upload, Kind = FalFaultKind.NothingStall });
        using var cancel = new CancellationTokenSource();
        FalClient client = harbour.NewClient(static options => (options.Timeout, options.RequestTimeout) = (TimeSpan.FromMinutes(5), TimeSpan.FromHours(1)));
        Task<FalJournalEntry> reached = harbour.Journal.WaitForAsync(static entry => entry.Operation == Operation.Upload, Cancellation);
        Task call = Submit(client, null, cancel.Token, New(1));
        await reached;
        if (byCaller)
            await cancel.CancelAsync();
        else
            harbour.Clock.Advance(TimeSpan.FromMinutes(5));
        Exception error = await Assert.ThrowsAnyAsync<Exception>(() => call);
        Assert.IsType(byCaller ? typeof(FalCanceledException) : typeof(FalTimeoutException), error);
        harbour.Journal.AssertNothingSubmitted();
    }

    private static FalMedia New(int seed) => FalMedia.FromBytes(Harbour.Bytes(100, seed));

    private static Task<FalJob<StudioOutput>> Submit(FalClient client, params FalMedia[] media) => Submit(client, null, Cancellation, media);

    private static Task<FalJob<StudioOutput>> Submit(FalClient client, FalCallOptions options, params FalMedia[] media) => Submit(client, options, Cancellation, media);

    private static Task<FalJob<StudioOutput>> Submit(FalClient client, FalCallOptions? options, CancellationToken token, params FalMedia[] media) =>
        new FalEndpoint<StudioInput, StudioOutput>(client, Stage.Id).SubmitAsync(
            new StudioInput { Prompt = "x", Elements = [.. media.Select(static one => new StudioElement { FrontalImageUrl = one })] }, options, token);
}
