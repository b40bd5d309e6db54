// A stand-in for the documented surface of Verify.XunitV3 and Verify.SourceGenerators, which are not referenced here:
// `VerifySourceGenerators.Initialize()`, `Verifier.Verify(object)` and `SettingsTask.UseDirectory(string)`, imported as their packages do.
// includes: tests
global using static VerifyXunit.Verifier;
global using VerifyTests;
using System.Runtime.CompilerServices;

namespace VerifyTests
{
    public static class VerifySourceGenerators
    {
        public static void Initialize()
        {
        }
    }

    public sealed class SettingsTask
    {
        public SettingsTask UseDirectory(string directory) => directory.Length == 0 ? new() : this;

        public Task ToTask() => Task.CompletedTask;

        public TaskAwaiter GetAwaiter() => ToTask().GetAwaiter();

        public static implicit operator Task(SettingsTask settings) => settings.ToTask();
    }
}

namespace VerifyXunit
{
    public static class Verifier
    {
        public static SettingsTask Verify(object? target) => target is null ? new() : new SettingsTask();
    }
}
