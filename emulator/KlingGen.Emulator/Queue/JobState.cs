namespace KlingGen.Emulator.Queue;

internal enum JobState
{
    InQueue,
    InProgress,
    Completed,
}
