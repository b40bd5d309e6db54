using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Resilience.Tests.Support;

/// <summary>Everything that left the library as text: exceptions, <c>ToString</c>, log lines, tags of activities. Searched for the key at the end.</summary>
internal sealed class Evidence : ILoggerFactory
{
    /// <summary>The source of the activity that leaks on purpose; the evidence of the whole run does not listen to it.</summary>
    public const string DeliberateLeak = "leaky";

    private readonly ConcurrentDictionary<string, string> _leaks = new();
    private readonly string[] _secrets;
    private long _texts;
    private long _characters;

    /// <param name="key">The canary: the key of every client that reports here.</param>
    public Evidence(string key) => _secrets = [key, key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..], Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(key))];

    /// <summary>The evidence of the whole run.</summary>
    public static Evidence Run { get; } = new(Rig.CanaryKey);

    public long Texts => Interlocked.Read(ref _texts);

    public long Characters => Interlocked.Read(ref _characters);

    /// <summary>Where the key was found; by source, with the text.</summary>
    public IReadOnlyDictionary<string, string> Leaks => _leaks;

    public void Add(string source, string? text)
    {
        if (text is null)
            return;
        Interlocked.Increment(ref _texts);
        Interlocked.Add(ref _characters, text.Length);
        foreach (string secret in _secrets)
        {
            if (text.Contains(secret, StringComparison.OrdinalIgnoreCase))
                _leaks.TryAdd(source, text);
        }
    }

    /// <summary>An exception with all that hangs on it: message, stack, inner ones, data, and every public property.</summary>
    public void Add(string source, Exception error)
    {
        Add(source + " as text", error.ToString());
        for (Exception? inner = error; inner is not null; inner = inner.InnerException)
        {
            Add(source + " message", inner.Message);
            foreach (DictionaryEntry entry in inner.Data)
                Add(source + " data", $"{entry.Key} = {entry.Value}");
            foreach (System.Reflection.PropertyInfo property in inner.GetType().GetProperties())
                Add($"{source} {property.Name}", property.GetValue(inner)?.ToString());
        }
    }

    /// <summary>Listens to every activity of the process, those of HttpClient included.</summary>
    public ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name != DeliberateLeak || !ReferenceEquals(this, Run),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Add,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    public ILogger CreateLogger(string categoryName) => new Collector(this, categoryName);

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    private void Add(Activity activity)
    {
        Add("activity", activity.DisplayName + activity.StatusDescription);
        foreach ((string name, object? value) in activity.TagObjects)
            Add("tag " + name, value?.ToString());
        foreach (ActivityEvent happened in activity.Events)
        {
            foreach ((string name, object? value) in happened.Tags)
                Add($"event {happened.Name} {name}", value?.ToString());
        }
    }

    private sealed class Collector(Evidence evidence, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            evidence.Add($"scope of {category}", state.ToString());
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            evidence.Add($"log {category}", formatter(state, exception));
            if (exception is not null)
                evidence.Add($"log {category}", exception);
            if (state is IEnumerable<KeyValuePair<string, object?>> values)
            {
                foreach ((string name, object? value) in values)
                    evidence.Add($"log {category} {name}", value?.ToString());
            }
        }
    }
}
