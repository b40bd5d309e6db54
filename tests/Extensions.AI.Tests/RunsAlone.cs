using KlingGen.TestKit;

namespace Extensions.AI.Tests;

/// <summary>Runs the classes that use <see cref="IdleTime"/> alone.</summary>
[CollectionDefinition(IdleTime.Collection, DisableParallelization = true)]
public sealed class RunsAlone;
