using System.ComponentModel;

namespace KlingGen.CompilerServices;

/// <summary>An endpoint that describes itself to language models. Generated clients implement it where the schema item asks for it (<c>AI="true"</c>).</summary>
/// <typeparam name="TInput">The type of the input.</typeparam>
/// <typeparam name="TOutput">The type of the output.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFalModel<TInput, TOutput> : IFalEndpoint<TInput, TOutput>
    where TInput : IFalJson<TInput>
    where TOutput : IFalJson<TOutput>
{
    /// <summary>Name and description.</summary>
    FalModelInfo Info { get; }

    /// <summary>The JSON schema of the input, small and plain, in UTF-8.</summary>
    ReadOnlySpan<byte> InputSchema { get; }
}

/// <summary>An endpoint that makes images from a text, from images, or both.</summary>
/// <typeparam name="TInput">The type of the input.</typeparam>
/// <typeparam name="TOutput">The type of the output.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFalImageModel<TInput, TOutput> : IFalModel<TInput, TOutput>
    where TInput : IFalJson<TInput>
    where TOutput : IFalJson<TOutput>
{
    /// <summary>The members that play a part.</summary>
    FalImageRole Role { get; }
}

/// <summary>An endpoint that makes speech from a text.</summary>
/// <typeparam name="TInput">The type of the input.</typeparam>
/// <typeparam name="TOutput">The type of the output.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFalSpeechModel<TInput, TOutput> : IFalModel<TInput, TOutput>
    where TInput : IFalJson<TInput>
    where TOutput : IFalJson<TOutput>
{
    /// <summary>The members that play a part.</summary>
    FalSpeechRole Role { get; }
}

/// <summary>An endpoint that writes down what is said.</summary>
/// <typeparam name="TInput">The type of the input.</typeparam>
/// <typeparam name="TOutput">The type of the output.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFalTranscriptModel<TInput, TOutput> : IFalModel<TInput, TOutput>
    where TInput : IFalJson<TInput>
    where TOutput : IFalJson<TOutput>
{
    /// <summary>The members that play a part.</summary>
    FalTranscriptRole Role { get; }
}
