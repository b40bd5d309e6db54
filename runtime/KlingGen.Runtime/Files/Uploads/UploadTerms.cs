namespace KlingGen;

/// <summary>What goes along with the bytes of an upload, on either route.</summary>
/// <param name="ContentType">The media type.</param>
/// <param name="FileName">The name, without folders.</param>
/// <param name="Lifecycle">The lifecycle as JSON; null for the account's.</param>
internal sealed record UploadTerms(string ContentType, string FileName, string? Lifecycle)
{
    /// <summary>The service knows the lifecycle under two names, its clients send one or the other.</summary>
    public List<KeyValuePair<string, string>> LifecycleHeaders() => Lifecycle is null
        ? []
        : [new("X-Fal-Object-Lifecycle", Lifecycle), new("X-Fal-Object-Lifecycle-Preference", Lifecycle)];

    /// <summary>The name as a header can carry it.</summary>
    public string HeaderName() => string.Concat(FileName.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_')) is { Length: <= 200 } name
        ? name
        : "file" + Path.GetExtension(FileName);
}
