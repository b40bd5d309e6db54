// The emulator in a program that tests with it: packages KlingGen.Emulator and Microsoft.Extensions.TimeProvider.Testing.
// includes: default
global using KlingGen.Emulator;
global using Microsoft.Extensions.Time.Testing;

public abstract partial class Ambient
{
    protected static FalEmulator emulator = null!;
}
