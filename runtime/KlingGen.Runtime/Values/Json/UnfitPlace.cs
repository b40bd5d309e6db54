namespace KlingGen.CompilerServices;

/// <summary>Where a document does not fit a type.</summary>
/// <param name="Parts">The way to the value: names as strings, positions as integers. Of a missing member, to where it should be.</param>
/// <param name="Path">The JSON path of the value; of a missing member, that of its object.</param>
/// <param name="Found">The JSON found there, shortened; null for a missing member.</param>
internal readonly record struct UnfitPlace(IReadOnlyList<object> Parts, string Path, string? Found);
