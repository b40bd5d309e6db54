using System.Collections.Concurrent;
using System.Globalization;
using KlingGen;
using KlingGen.Emulator;
using Runtime.Tests.Validation;
using Operation = KlingGen.Emulator.FalOperation;

namespace Runtime.Tests.Storage;

/// <summary>Uploads over a real socket to the emulator's storage.</summary>
public sealed class UploadTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("klinggen-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(FalUploadRoute.Cdn, 300)]
    [InlineData(FalUploadRoute.Cdn, 0)]
    [InlineData(FalUploadRoute.Cdn, 5001)]
    [InlineData(FalUploadRoute.Cdn, 6000)]
    [InlineData(FalUploadRoute.SignedUrl, 300)]
    [InlineData(FalUploadRoute.SignedUrl, 0)]
    [InlineData(FalUploadRoute.SignedUrl, 5001)]
    [InlineData(FalUploadRoute.SignedUrl, 6000)]
    public async Task Every_kind_of_content_arrives_whole_by_either_route(FalUploadRoute route, int size)
    {
        await using Harbour harbour = await Harbour.OpenAsync();
        FalClient client = harbour.NewClient(options => options.UploadRoutes = Harbour.Only(route));
        byte[] bytes = Harbour.Bytes(size);
        string path = Path.Combine(_folder, "clip.mp4");
        await File.WriteAllBytesAsync(path, bytes, Cancellation);
        using var seekable = new MemoryStream([1, 2, 3, .. bytes]) { Position = 3 };
        using var oneWay = new OneWayStream(bytes);
        (FalMedia Media, string Type, string Name)[] all =
        [
            (FalMedia.FromBytes(bytes, "audio/wav", "a.wav"), "audio/wav", "a.wav"),
            (FalMedia.FromFile(path), "video/mp4", "clip.mp4"),
            (FalMedia.FromStream(seekable, "image/png"), "image/png", "file.png"),
            (FalMedia.FromStream(oneWay, "image/webp", "größe.webp"), "image/webp", "größe.webp"),
        ];
        foreach ((FalMedia media, string type, string name) in all)
        {
            var heard = new Heard();
            FalUploadedFile file = await client.Storage.UploadAsync(media, progress: heard, cancellationToken: Cancellation);
            Assert.Equal((type, name, (long)size), (file.ContentType, file.FileName, file.FileSize));
            (byte[] served, string? servedAs) = await Harbour.FetchAsync(file.Url);
            Assert.Equal(bytes, served);
            Assert.Equal(type, servedAs);
            Assert.Equal(size, heard.Last.Bytes);
            Assert.Equal(1, heard.Last.Fraction);
            Assert.True(heard.IsRising);
        }

        Assert.True(seekable.CanRead);
        Assert.False(oneWay.IsClosed);
        Assert.Equal(0, client.Uploads.Value.Buffers.Outstanding);
        NoCredentialsOnSignedAddresses(harbour);
    }

    [Fact]
    public async Task Large_content_goes_in_equal_parts()
    {
        await using Harbour harbour = await Harbour.OpenAsync();
        await harbour.NewClient().Storage.UploadAsync(FalMedia.FromBytes(Harbour.Bytes(6500)), cancellationToken: Cancellation);
        Assert.Equal([1000, 1000, 1000, 1000, 1000, 1000, 500], harbour.Journal.Of(Operation.UploadPart).Select(entry => entry.BodyLength).OrderDescending());
        harbour.Journal.AssertCount(Operation.Upload, 0);
        harbour.Journal.AssertCount(Operation.UploadComplete, 1);
        await harbour.NewClient().Storage.UploadAsync(FalMedia.FromBytes(Harbour.Bytes(5000)), cancellationToken: Cancellation);
        harbour.Journal.AssertCount(Operation.Upload, 1);
    }

    [Fact]
    public async Task A_part_that_fails_is_sent_again_by_itself()
    {
        await using Harbour harbour = await Harbour.OpenAsync();
        harbour.Stage.Faults.Add(new FalFault { Operation = Operation.UploadPart, Kind = FalFaultKind.Status, StatusCode = 503, After = 2, Times = 1 });
        byte[] bytes = Harbour.Bytes(8000);
        using var oneWay = new OneWayStream(bytes);
        FalUploadedFile file = await harbour.NewClient().Storage.UploadAsync(FalMedia.FromStream(oneWay), cancellationToken: Cancellation);
        Assert.Equal(bytes, (await Harbour.FetchAsync(file.Url)).Bytes);
        harbour.Journal.AssertCount(Operation.UploadPart, 9);
        harbour.Journal.AssertCount(Operation.UploadInitiate, 1);
    }

    [Fact]
    public async Task A_token_is_kept_until_shortly_before_its_end()
    {
        await using Harbour harbour = await Harbour.OpenAsync();
        FalClient client = harbour.NewClient();
        FalMedia media = FalMedia.FromBytes(new byte[10]);
        for (int i = 0; i < 3; i++)
            await client.Storage.UploadAsync(media, cancellationToken: Cancellation);
        harbour.Journal.AssertCount(Operation.StorageToken, 1);
        harbour.Clock.Advance(TimeSpan.FromMinutes(59.5));
        await client.Storage.UploadAsync(media, cancellationToken: Cancellation);
        harbour.Journal.AssertCount(Operation.StorageToken, 2);
        harbour.Journal.AssertCount(Operation.Upload, 4);
    }

    [Theory]
    [InlineData(FalUploadRoute.Cdn, 10, 401)]
    [InlineData(FalUploadRoute.SignedUrl, 10, 403)]
    [InlineData(FalUploadRoute.SignedUrl, 6000, 404)]
    public async Task A_grant_that_is_refused_is_asked_for_again_once(FalUploadRoute route, int size, int status)
    {
        await using Harbour harbour = await Harbour.OpenAsync();
        FalClient client = harbour.NewClient(options => options.UploadRoutes = Harbour.Only(route));
        FalMedia media = FalMedia.FromBytes(Harbour.Bytes(size));
        Operation struck = size > Harbour.Threshold ? Operation.UploadComplete : Operation.Upload;
        harbour.Stage.Faults.Add(new FalFault { Operation = struck, Kind = FalFaultKind.Status, StatusCode = status, Times = 3 });
        await client.Storage.UploadAsync(media, cancellationToken: Cancellation).ContinueWith(static _ => { }, TaskScheduler.Default);
        harbour.Journal.AssertCount(struck, 2);
        FalUploadedFile file = await client.Storage.UploadAsync(media, cancellationToken: Cancellation);
        harbour.Journal.AssertCount(struck, 4);
        Assert.Equal(size, (await Harbour.FetchAsync(file.Url)).Bytes.Length);
        harbour.Journal.AssertCount(route == FalUploadRoute.Cdn ? Operation.StorageToken : Operation.UploadInitiate, 4 - (route == FalUploadRoute.Cdn ? 1 : 0));
    }

    [Theory]
    [InlineData(FalUploadRoute.Cdn, FalUploadRoute.SignedUrl)]
    [InlineData(FalUploadRoute.SignedUrl, FalUploadRoute.Cdn)]
    public async Task What_fails_by_the_first_route_goes_by_the_second(FalUploadRoute first, FalUploadRoute second)
    {
        await using Harbour harbour = await Harbour.OpenAsync();
        FalClient client = harbour.NewClient(options => options.UploadRoutes = [first, second]);
        harbour.Stage.Faults.Add(new FalFault { Operation = first == FalUploadRoute.Cdn ? Operation.StorageToken : Operation.UploadInitiate, Kind = FalFaultKind.Status, StatusCode = 500 });
        byte[] bytes = Harbour.Bytes(900);
        using var oneWay = new OneWayStream(bytes);
        foreach (FalMedia media in (FalMedia[])[FalMedia.FromBytes(bytes), FalMedia.FromStream(oneWay)])
        {
            FalUploadedFile file = await client.Storage.UploadAsync(media, cancellationToken: Cancellation);
            Assert.Equal(bytes, (await Harbour.FetchAsync(file.Url)).Bytes);
        }
    }

    [Fact]
    public async Task A_stream_that_cannot_seek_is_kept_one_part_at_a_time_and_says_so_when_that_is_not_enough()
    {
        await using Harbour harbour = await Harbour.OpenAsync();
        FalClient client = harbour.NewClient(options => options.MaxParallelUploads = 2);
        harbour.Stage.Faults.Add(new FalFault { Operation = Operation.UploadPart, Kind = FalFaultKind.Status, StatusCode = 500, After = 3 });
        using var oneWay = new OneWayStream(Harbour.Bytes(9000));
        var error = await Assert.ThrowsAsync<FalUploadException>(() => client.Storage.UploadAsync(FalMedia.FromStream(oneWay), cancellationToken: Cancellation));
        Assert.Contains("cannot seek", error.Message, StringComparison.Ordinal);
        Assert.IsType<FalApiException>(error.InnerException);
        Assert.Equal((0, true), (client.Uploads.Value.Buffers.Outstanding, client.Uploads.Value.Buffers.Peak <= 2));
    }

    [Fact]
    public async Task Both_failures_are_reported_when_no_route_leads_in()
    {
        await using Harbour harbour = await Harbour.OpenAsync();
        harbour.Stage.Faults.Add(new FalFault { Operation = Operation.Upload, Kind = FalFaultKind.Status, StatusCode = 418 });
        var error = await Assert.ThrowsAsync<FalUploadException>(
            () => harbour.NewClient().Storage.UploadAsync(FalMedia.FromBytes(new byte[10], fileName: "a.png"), cancellationToken: Cancellation));
        Assert.Equal(2, Assert.IsType<AggregateException>(error.InnerException).InnerExceptions.Count);
        Assert.Contains("10 bytes a.png", error.Message, StringComparison.Ordinal);
        harbour.Journal.AssertCount(Operation.Upload, 2);
    }

    [Fact]
    public async Task A_refused_key_is_not_tried_on_the_other_route()
    {
        await using Harbour harbour = await Harbour.OpenAsync();
        FalClient client = harbour.NewClient(static options => options.ApiKey = "stranger-id:stranger-secret");
        await Assert.ThrowsAsync<FalAuthenticationException>(() => client.Storage.UploadAsync(FalMedia.FromBytes(new byte[10]), cancellationToken: Cancellation));
        harbour.Journal.AssertCount(Operation.StorageToken, 1);
        harbour.Journal.AssertCount(Operation.UploadInitiate, 0);
    }

    [Fact]
    public async Task A_key_that_may_not_have_a_token_may_be_allowed_a_signed_address()
    {
        await using Harbour harbour = await Harbour.OpenAsync();
        harbour.Stage.Faults.Add(new FalFault { Operation = Operation.StorageToken, Kind = FalFaultKind.Status, StatusCode = 403 });
        await harbour.NewClient().Storage.UploadAsync(FalMedia.FromBytes(new byte[10]), cancellationToken: Cancellation);
        harbour.Stage.Faults.Add(new FalFault { Operation = Operation.UploadInitiate, Kind = FalFaultKind.Status, StatusCode = 403 });
        var error = await Assert.ThrowsAsync<FalAuthenticationException>(() => harbour.NewClient().Storage.UploadAsync(FalMedia.FromBytes(new byte[10]), cancellationToken: Cancellation));
        Assert.Equal(403, (int)error.StatusCode!);
    }

    [Theory]
    [InlineData(FalUploadRoute.Cdn, 10)]
    [InlineData(FalUploadRoute.Cdn, 6000)]
    [InlineData(FalUploadRoute.SignedUrl, 10)]
    [InlineData(FalUploadRoute.SignedUrl, 6000)]
    public async Task Lifecycle_and_access_go_along_under_both_names(FalUploadRoute route, int size)
    {
        await using Harbour harbour = await Harbour.OpenAsync();
        var lifecycle = new FalLifecycle { ExpiresAfter = TimeSpan.FromMinutes(5), Access = new FalAccess { Default = FalAccessDecision.Forbid } };
        FalUploadedFile file = await harbour.NewClient(options => options.UploadRoutes = Harbour.Only(route))
            .Storage.UploadAsync(FalMedia.FromBytes(new byte[size]), new FalUploadOptions { Lifecycle = lifecycle }, cancellationToken: Cancellation);
        FalJournalEntry begun = Assert.Single(harbour.Journal.Entries, static entry => entry.Headers.ContainsKey("X-Fal-Object-Lifecycle"));
        Assert.Equal("""{"expiration_duration_seconds":300,"initial_acl":{"default":"forbid","rules":[]}}""", begun.Headers["X-Fal-Object-Lifecycle"]);
        Assert.Equal(begun.Headers["X-Fal-Object-Lifecycle"], begun.Headers["X-Fal-Object-Lifecycle-Preference"]);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => Harbour.FetchAsync(file.Url));
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, refused.StatusCode);
        harbour.Clock.Advance(TimeSpan.FromMinutes(5));
        var gone = await Assert.ThrowsAsync<HttpRequestException>(() => Harbour.FetchAsync(file.Url));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task What_cannot_be_read_is_not_mistaken_for_a_bad_network()
    {
        await using Harbour harbour = await Harbour.OpenAsync();
        FalClient client = harbour.NewClient();
        await Assert.ThrowsAsync<FileNotFoundException>(() => client.Storage.UploadAsync(FalMedia.FromFile(Path.Combine(_folder, "none")), cancellationToken: Cancellation));
        using var shrinking = new ShrinkingStream(3000);
        var error = await Assert.ThrowsAsync<IOException>(() => client.Storage.UploadAsync(FalMedia.FromStream(shrinking), cancellationToken: Cancellation));
        Assert.Contains("became shorter", error.Message, StringComparison.Ordinal);
        Assert.Empty(harbour.Journal.Of(Operation.UploadInitiate));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Storage.UploadAsync(FalMedia.FromUrl("https://a.example/x"), cancellationToken: Cancellation));
        await Assert.ThrowsAsync<IOException>(() => client.Storage.UploadAsync(FalMedia.FromBytes(new byte[1], "no\r\ntype"), cancellationToken: Cancellation));
        var thrown = new InvalidCastException("mine");
        Assert.Same(thrown, await Assert.ThrowsAsync<InvalidCastException>(
            () => client.Storage.UploadAsync(FalMedia.FromBytes(new byte[10]), progress: new Throwing(thrown), cancellationToken: Cancellation)));
        Assert.Equal(0, client.Uploads.Value.Buffers.Outstanding);
    }

    [Theory]
    [InlineData(Operation.StorageToken, 10)]
    [InlineData(Operation.Upload, 10)]
    [InlineData(Operation.UploadInitiate, 6000)]
    [InlineData(Operation.UploadPart, 6000)]
    [InlineData(Operation.UploadComplete, 6000)]
    public async Task Cancelling_ends_it_at_every_step(Operation step, int size)
    {
        await using Harbour harbour = await Harbour.OpenAsync();
        harbour.Stage.Faults.Add(new FalFault { Operation = step, Kind = FalFaultKind.NothingStall });
        FalClient client = harbour.NewClient();
        using var cancel = new CancellationTokenSource();
        Task<FalJournalEntry> reached = harbour.Journal.WaitForAsync(entry => entry.Operation == step, Cancellation);
        Task<FalUploadedFile> upload = client.Storage.UploadAsync(FalMedia.FromBytes(new byte[size]), cancellationToken: cancel.Token);
        await reached;
        await cancel.CancelAsync();
        var canceled = await Assert.ThrowsAsync<FalCanceledException>(() => upload);
        Assert.Equal(cancel.Token, canceled.CancellationToken);
    }

    private static void NoCredentialsOnSignedAddresses(Harbour harbour)
    {
        foreach (FalJournalEntry entry in harbour.Journal.Entries.Where(static entry => entry.Path.StartsWith("/cdn/", StringComparison.Ordinal)))
        {
            string? authorization = entry.Headers.GetValueOrDefault("Authorization");
            if (entry.Path.StartsWith("/cdn/uploads/", StringComparison.Ordinal))
                Assert.Null(authorization);
            else if (entry.Operation != Operation.Download)
                Assert.StartsWith("Bearer ", authorization, StringComparison.Ordinal);
        }
    }

    private sealed class Heard : IProgress<FalTransferProgress>
    {
        private readonly ConcurrentQueue<FalTransferProgress> _all = new();

        public FalTransferProgress Last => _all.Last();

        public bool IsRising => _all.Zip(_all.Skip(1)).All(static pair => pair.First.Bytes <= pair.Second.Bytes);

        public void Report(FalTransferProgress value) => _all.Enqueue(value);
    }

    private sealed class Throwing(Exception error) : IProgress<FalTransferProgress>
    {
        public void Report(FalTransferProgress value) => throw error;
    }

    /// <summary>Says it has more than it has.</summary>
    private sealed class ShrinkingStream(int length) : MemoryStream(new byte[10])
    {
        public override long Length => length;

        public override string ToString() => length.ToString(CultureInfo.InvariantCulture);
    }
}
