namespace KlingGen.Emulator.Queue;

internal enum CancelAnswer
{
    Requested,
    AlreadyCompleted,
}
