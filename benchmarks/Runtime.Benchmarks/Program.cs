using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using Runtime.Benchmarks;

if (args is ["quick"])
{
    Quick.Run();
    return;
}

if (args is ["webhooks"])
{
    WebhookRates.Run();
    return;
}

// In one process, the variants of a benchmark in turn: what counts is the ratio within one run. The minimum is what a busy machine disturbs least.
Job job = Job.Default
    .WithToolchain(InProcessEmitToolchain.Instance)
    .WithIterationTime(TimeInterval.FromMilliseconds(100))
    .WithWarmupCount(5)
    .WithIterationCount(20);

ManualConfig config = DefaultConfig.Instance.AddJob(job).AddColumn(StatisticColumn.Min, StatisticColumn.Median);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
