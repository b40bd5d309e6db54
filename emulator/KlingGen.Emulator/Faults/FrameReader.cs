using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace KlingGen.Emulator.Faults;

/// <summary>Follows the frames of one direction (RFC 9113, section 4.1) as far as it takes to know what of a stream has left.</summary>
internal sealed class FrameReader
{
    private const int HeadLength = 9;

    private readonly ConcurrentDictionary<int, SentStream> _watched = new();
    private readonly byte[] _head = new byte[HeadLength];
    private int _headRead;
    private int _payloadLeft;

    public SentStream Watch(int stream) => _watched.GetOrAdd(stream, static _ => new SentStream());

    public void Read(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_payloadLeft > 0)
            {
                int skipped = Math.Min(_payloadLeft, bytes.Length);
                _payloadLeft -= skipped;
                bytes = bytes[skipped..];
                continue;
            }

            int taken = Math.Min(HeadLength - _headRead, bytes.Length);
            bytes[..taken].CopyTo(_head.AsSpan(_headRead));
            bytes = bytes[taken..];
            if ((_headRead += taken) < HeadLength)
                return;

            _headRead = 0;
            _payloadLeft = BinaryPrimitives.ReadInt32BigEndian(_head) >> 8;
            int stream = BinaryPrimitives.ReadInt32BigEndian(_head.AsSpan(5)) & int.MaxValue;
            if (_watched.TryGetValue(stream, out SentStream? watched))
                watched.Wrote(isData: _head[3] == 0, _payloadLeft);
        }
    }

    public void Flushed()
    {
        foreach (SentStream watched in _watched.Values)
            watched.Flushed();
    }
}
