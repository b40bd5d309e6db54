namespace KlingGen;

/// <summary>A body whose sending can be cancelled.</summary>
internal abstract class BodyContent : HttpContent
{
#if NETSTANDARD2_0
    protected virtual Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context, CancellationToken cancellationToken) => SerializeToStreamAsync(stream, context);

    protected virtual void SerializeToStream(Stream stream, System.Net.TransportContext? context, CancellationToken cancellationToken) => throw new NotSupportedException();
#endif
}
