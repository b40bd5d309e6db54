using KlingGen;
using Runtime.Tests.EndToEnd;
using Operation = KlingGen.Emulator.FalOperation;

namespace Runtime.Tests.Storage;

/// <summary>What an upload keeps in memory, counted in part buffers and not by a clock or a collector.</summary>
public sealed class MemoryTests
{
    private const long Size = 200 << 20;

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 4)]
    public async Task Two_hundred_mebibytes_need_no_buffers_or_four(bool canSeek, int max)
    {
        await using Stage stage = await Stage.OpenAsync(configure: static options => options.KeepUploads = false);
        using FalClient client = stage.NewClient();
        using var stream = new Endless(Size, canSeek);
        FalUploadedFile file = await client.Storage.UploadAsync(FalMedia.FromStream(stream, "video/mp4"), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(Size, file.FileSize);
        Assert.Equal(Size, stage.Journal.Of(Operation.UploadPart).Sum(static part => part.BodyLength));
        stage.Journal.AssertCount(Operation.UploadPart, 20);
        PartBuffers buffers = client.Uploads.Value.Buffers;
        Assert.InRange(buffers.Peak, max == 0 ? 0 : 1, max);
        Assert.Equal((0, 10 << 20), (buffers.Outstanding, buffers.Size));
    }

    /// <summary>Bytes that are made as they are read, so that nothing but the upload holds any.</summary>
    private sealed class Endless(long length, bool canSeek) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => canSeek;

        public override bool CanWrite => false;

        public override long Length => canSeek ? length : throw new NotSupportedException();

        public override long Position { get => _position; set => _position = canSeek ? value : throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = (int)Math.Min(count, length - _position);
            buffer.AsSpan(offset, read).Fill((byte)(_position >> 20));
            _position += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
