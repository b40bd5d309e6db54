using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using KlingGen.CompilerServices;
using Runtime.Benchmarks.Fal.KlingImageV3TextToImage;

namespace Runtime.Benchmarks;

/// <summary>One request to JSON, into a buffer that is used again.</summary>
[MemoryDiagnoser]
public class WriteBenchmarks : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private Utf8JsonWriter _writer = null!;
    private PlainInput _plain = null!;
    private KlingImageV3TextToImageInput _input = null!;

    [Params(false, true)]
    public bool Mixed { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _writer = new Utf8JsonWriter(_buffer);
        _plain = Data.Plain(Mixed);
        _input = Data.Input(Mixed);
        int theirs = Metadata();
        int ours = KlingGen();
        if (Math.Abs(theirs - ours) > 100) throw new InvalidOperationException($"The variants do not write the same: {theirs} and {ours} bytes.");
    }

    [Benchmark(Baseline = true, Description = "System.Text.Json, generated metadata")]
    public int Metadata()
    {
        _buffer.ResetWrittenCount();
        _writer.Reset();
        JsonSerializer.Serialize(_writer, _plain, MetadataContext.Default.PlainInput);
        return _buffer.WrittenCount;
    }

    [Benchmark(Description = "System.Text.Json, generated fast path")]
    public int FastPath()
    {
        _buffer.ResetWrittenCount();
        _writer.Reset();
        JsonSerializer.Serialize(_writer, _plain, FastPathContext.Default.PlainInput);
        return _buffer.WrittenCount;
    }

    [Benchmark(Description = "KlingGen")]
    public int KlingGen()
    {
        _buffer.ResetWrittenCount();
        FalJsonText.Write(_buffer, _input);
        return _buffer.WrittenCount;
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _writer.Dispose();
        GC.SuppressFinalize(this);
    }
}
