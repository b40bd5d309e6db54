namespace KlingGen;

/// <summary>An answer that becomes JSON when somebody asks. Any two are equal: what is read of them is compared, not their text.</summary>
internal struct RawReply : IEquatable<RawReply>
{
    private readonly ReadOnlyMemory<byte> _body;
    private FalJson? _json;

    /// <param name="body">Kept, not copied: the reply's own array, which has exactly its size.</param>
    public RawReply(ReadOnlyMemory<byte> body) => _body = body;

    public RawReply(FalJson? json) => _json = json;

    public FalJson? Json => _json ??= _body.IsEmpty ? null : FalJson.OfBody(_body);

    public readonly bool Equals(RawReply other) => true;

    public override readonly bool Equals(object? obj) => obj is RawReply;

    public override readonly int GetHashCode() => 0;
}
