using System.Text.Json;
using KlingGen;
using KlingGen.CompilerServices;

namespace CorpusTests.Emitted;

/// <summary>An emitted type as tests drive it: the static members of <see cref="IFalJson{TSelf}"/> behind virtual ones.</summary>
internal abstract class JsonBridge
{
    public abstract Type Type { get; }

    /// <exception cref="JsonException">Not this type's JSON.</exception>
    public abstract object Read(byte[] json);

    /// <summary>The way through System.Text.Json and the type's converter.</summary>
    /// <exception cref="JsonException">Not this type's JSON.</exception>
    public abstract object? ReadWithSerializer(byte[] json);

    public abstract byte[] Write(object value);

    public abstract byte[] WriteWithSerializer(object value);

    /// <summary>What a webhook of an endpoint with this input says was refused.</summary>
    public abstract IReadOnlyList<FalValidationError> Refused(FalClient client, byte[] webhook);

    /// <summary>Where a webhook with a result of this type does not fit; null where it does.</summary>
    public abstract FalResultFormatException? Unfit(FalClient client, byte[] webhook);

    public static IReadOnlyList<FalValidationError> Validate(object value) =>
        value is IFalValidatable validatable ? FalValidator.Validate(validatable) : [];

    public static JsonBridge For(Type type) => (JsonBridge)Activator.CreateInstance(typeof(Typed<>).MakeGenericType(type))!;

    private sealed class Typed<T> : JsonBridge
        where T : class, IFalJson<T>
    {
        public override Type Type => typeof(T);

        public override object Read(byte[] json) => FalJsonText.Read<T>(json);

        public override object? ReadWithSerializer(byte[] json) => JsonSerializer.Deserialize<T>(json);

        public override byte[] Write(object value) => FalJsonText.ToUtf8((T)value);

        public override IReadOnlyList<FalValidationError> Refused(FalClient client, byte[] webhook) =>
            new FalEndpoint<T, FalJson>(client, "acme/studio").ParseWebhook(FalVerifiedWebhook.WithoutVerification(webhook)).ErrorDetails;

        public override FalResultFormatException? Unfit(FalClient client, byte[] webhook) =>
            new FalEndpoint<FalJson, T>(client, "acme/studio").ParseWebhook(FalVerifiedWebhook.WithoutVerification(webhook)).Failure as FalResultFormatException;

        public override byte[] WriteWithSerializer(object value) => JsonSerializer.SerializeToUtf8Bytes((T)value);
    }
}
