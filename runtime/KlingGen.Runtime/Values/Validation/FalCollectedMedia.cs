namespace KlingGen.CompilerServices;

/// <summary>Local media found in a request, to be uploaded or inlined before it is written.</summary>
/// <param name="Media">The media.</param>
/// <param name="Member">The C# member that holds it, <c>Elements[0].FrontalImageUrl</c>.</param>
/// <param name="Pointer">The JSON pointer of that member.</param>
/// <param name="Location">The place as the service writes it.</param>
/// <param name="MaxFileSize">The most bytes the schema allows; checked while the content is read where nobody knows its length before. Null for no limit.</param>
internal readonly record struct FalCollectedMedia(FalMedia Media, string Member, string Pointer, FalErrorLocation Location, long? MaxFileSize);
