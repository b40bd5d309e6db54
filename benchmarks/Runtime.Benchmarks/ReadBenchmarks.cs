using System.Text.Json;
using BenchmarkDotNet.Attributes;
using KlingGen.CompilerServices;
using Runtime.Benchmarks.Fal.KlingImageV3TextToImage;

namespace Runtime.Benchmarks;

/// <summary>An answer with four images from JSON.</summary>
[MemoryDiagnoser]
public class ReadBenchmarks
{
    private readonly byte[] _output = Data.Output();

    [Benchmark(Baseline = true, Description = "System.Text.Json, generated metadata")]
    public object? Metadata() => JsonSerializer.Deserialize(_output, MetadataContext.Default.PlainOutput);

    [Benchmark(Description = "System.Text.Json, reflection")]
    public object? Reflection() => JsonSerializer.Deserialize<PlainOutput>(_output);

    [Benchmark(Description = "KlingGen")]
    public object? KlingGen() => FalJsonText.Read<KlingImageV3TextToImageOutput>(_output);
}

/// <summary>A request from JSON, as a server or a replay reads it.</summary>
[MemoryDiagnoser]
public class ReadInputBenchmarks
{
    private readonly byte[] _input = Data.Json(mixed: true);

    [Benchmark(Baseline = true, Description = "System.Text.Json, generated metadata")]
    public object? Metadata() => JsonSerializer.Deserialize(_input, MetadataContext.Default.PlainInput);

    [Benchmark(Description = "KlingGen")]
    public object? KlingGen() => FalJsonText.Read<KlingImageV3TextToImageInput>(_input);
}
