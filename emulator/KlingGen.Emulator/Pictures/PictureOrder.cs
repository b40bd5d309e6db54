namespace KlingGen.Emulator.Pictures;

/// <summary>All that decides a picture: equal orders give equal bytes.</summary>
/// <param name="Endpoint">Endpoint id, written small in a corner.</param>
/// <param name="Prompt">Written large.</param>
/// <param name="Seed">Decides scene and colours.</param>
/// <param name="Size">Size in pixels.</param>
/// <param name="Format">File format.</param>
/// <param name="Number">Which of the request's pictures this is, from 1.</param>
/// <param name="Of">How many there are.</param>
internal sealed record PictureOrder(string Endpoint, string Prompt, long Seed, PictureSize Size, PictureFormat Format, int Number, int Of);
