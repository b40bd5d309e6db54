#if !NETSTANDARD2_0
// A source that is cancelled after a time by a clock of its own choice; elsewhere Polyfills has one.
global using TimedTokenSource = System.Threading.CancellationTokenSource;
#endif
