namespace KlingGen.Emulator.Runs;

internal enum JobState
{
    InQueue,
    InProgress,
    Completed,
}
