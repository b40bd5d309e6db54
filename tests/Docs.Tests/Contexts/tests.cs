// A test project: xUnit v3, KlingGen.Testing and the emulator.
// includes: emulator
global using KlingGen.Testing;
global using Xunit;
