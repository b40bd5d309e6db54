global using DateOnly = System.DateTime;

namespace System.Runtime.CompilerServices
{
    /// <summary>On methods as well.</summary>
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Delegate | AttributeTargets.Enum | AttributeTargets.Method)]
    [Microsoft.CodeAnalysis.Embedded]
    internal sealed class AsyncMethodBuilderAttribute(Type builderType) : Attribute
    {
        public Type BuilderType => builderType;
    }

    /// <summary>Without a pool.</summary>
    [Microsoft.CodeAnalysis.Embedded]
    internal struct PoolingAsyncValueTaskMethodBuilder<TResult>
    {
        private AsyncValueTaskMethodBuilder<TResult> _inner;

        public ValueTask<TResult> Task => _inner.Task;

        public static PoolingAsyncValueTaskMethodBuilder<TResult> Create() => new() { _inner = AsyncValueTaskMethodBuilder<TResult>.Create() };

        public void Start<TStateMachine>(ref TStateMachine machine)
            where TStateMachine : IAsyncStateMachine => _inner.Start(ref machine);

        public void SetStateMachine(IAsyncStateMachine machine) => _inner.SetStateMachine(machine);

        public void SetResult(TResult result) => _inner.SetResult(result);

        public void SetException(Exception exception) => _inner.SetException(exception);

        public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine machine)
            where TAwaiter : INotifyCompletion
            where TStateMachine : IAsyncStateMachine => _inner.AwaitOnCompleted(ref awaiter, ref machine);

        public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine machine)
            where TAwaiter : ICriticalNotifyCompletion
            where TStateMachine : IAsyncStateMachine => _inner.AwaitUnsafeOnCompleted(ref awaiter, ref machine);
    }
}

namespace System.Text.RegularExpressions
{
    /// <summary>Says what a method gives; the method itself is in this folder.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    [Microsoft.CodeAnalysis.Embedded]
    internal sealed class GeneratedRegexAttribute(string pattern, RegexOptions options) : Attribute
    {
        public string Pattern => pattern;

        public RegexOptions Options => options;
    }
}

namespace System.Buffers
{
    /// <summary>A few values that are looked for.</summary>
    [Microsoft.CodeAnalysis.Embedded]
    internal sealed class SearchValues<T>(T[] values)
        where T : IEquatable<T>
    {
        public ReadOnlySpan<T> Values => values;

        public bool Contains(T value) => Array.IndexOf(values, value) >= 0;
    }

    [Microsoft.CodeAnalysis.Embedded]
    internal static class SearchValues
    {
        public static SearchValues<char> Create(string values) => new(values.ToCharArray());

        public static SearchValues<char> Create(ReadOnlySpan<char> values) => new(values.ToArray());

        public static SearchValues<byte> Create(byte[] values) => new(values);
    }
}
