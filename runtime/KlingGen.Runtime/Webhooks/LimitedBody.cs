namespace KlingGen;

/// <summary>Reads a stranger's stream without letting it cost more than the limit.</summary>
internal static class LimitedBody
{
    private const int FirstBuffer = 16 * 1024;

    /// <returns>The bytes; null when there are more than the limit.</returns>
    public static async Task<byte[]?> ReadAsync(Stream body, int limit, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[(int)Math.Min(FirstBuffer, limit + 1L)];
        int length = 0;
        while (true)
        {
            int read = await body.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                return buffer.AsSpan(0, length).ToArray();
            length += read;
            if (length > limit)
                return null;
            if (length == buffer.Length)
                Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, limit + 1L));
        }
    }
}
