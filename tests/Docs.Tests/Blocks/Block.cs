namespace Docs.Tests.Blocks;

/// <summary>A fenced block of a page.</summary>
/// <param name="Page">The path from the root of the repository.</param>
/// <param name="Line">The line of its first line of text, from 1.</param>
/// <param name="Language">The word after the fence; empty where there is none.</param>
/// <param name="Text">What is between the fences.</param>
/// <param name="Marker">What the page says of it.</param>
public sealed record Block(string Page, int Line, string Language, string Text, Marker Marker)
{
    public override string ToString() => $"{Page}:{Line}";
}
