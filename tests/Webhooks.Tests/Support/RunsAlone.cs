using KlingGen.TestKit;

namespace Webhooks.Tests.Support;

/// <summary>Runs the classes that use <see cref="IdleTime"/> alone.</summary>
[CollectionDefinition(IdleTime.Collection, DisableParallelization = true)]
public sealed class RunsAlone;
