namespace KlingGen.Compiler;

/// <summary>What reading one schema file gave.</summary>
/// <param name="Endpoint">The endpoint, or null where the file cannot be used at all; a problem then says why.</param>
/// <param name="Problems">What to report to the reader of the file, in document order.</param>
public sealed record ReadResult(EndpointSpec? Endpoint, EquatableArray<Problem> Problems);

/// <summary>What reading one schema file gave, for those who must find their way back into the file.</summary>
/// <param name="Endpoint">The endpoint, or null where the file cannot be used at all; a problem then says why.</param>
/// <param name="Problems">What to report to the reader of the file, in document order.</param>
/// <param name="Places">Where the parts of the endpoint stand; null without an endpoint.</param>
public sealed record PlacedReadResult(EndpointSpec? Endpoint, EquatableArray<Problem> Problems, SchemaPlaces? Places);
