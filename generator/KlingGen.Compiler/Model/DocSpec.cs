namespace KlingGen.Compiler;

/// <summary>Documentation as the schema gives it: text, and what its Markdown marks. How it is written in a comment is the emitter's business.</summary>
/// <param name="Summary">The first paragraph, or null for none.</param>
/// <param name="Remarks">What follows.</param>
public sealed record DocSpec(DocBlock? Summary, EquatableArray<DocBlock> Remarks)
{
    /// <summary>Says nothing.</summary>
    public static DocSpec None { get; } = new(null, default);

    /// <summary>The summary without marks; empty for none.</summary>
    public string SummaryText => Summary?.Text ?? "";
}

/// <summary>A part of documentation that begins on a new line. Its texts hold no line break and no character that steers a terminal or an editor.</summary>
public abstract record DocBlock
{
    /// <summary>Its words without marks.</summary>
    public abstract string Text { get; }
}

/// <summary>Running text.</summary>
/// <param name="Spans">Its pieces, in order.</param>
public sealed record DocParagraph(EquatableArray<DocSpan> Spans) : DocBlock
{
    /// <inheritdoc/>
    public override string Text => string.Concat(Spans.Select(static span => span.Text)).Trim();
}

/// <summary>A list with one paragraph for each item.</summary>
/// <param name="Items">The items.</param>
public sealed record DocList(EquatableArray<DocParagraph> Items) : DocBlock
{
    /// <inheritdoc/>
    public override string Text => string.Join("\n", Items.Select(static item => item.Text)).Trim();
}

/// <summary>A block of code.</summary>
/// <param name="Lines">Its lines, with their indentation.</param>
public sealed record DocCode(EquatableArray<string> Lines) : DocBlock
{
    /// <inheritdoc/>
    public override string Text => string.Join("\n", Lines).Trim();
}

/// <summary>What a piece of running text is.</summary>
public enum DocSpanKind
{
    /// <summary>Words.</summary>
    Text,

    /// <summary>Words of emphasis.</summary>
    Strong,

    /// <summary>A piece of code.</summary>
    Code,

    /// <summary>A value as it is sent: of its blanks none may be lost.</summary>
    Value,

    /// <summary>Words that lead to an address.</summary>
    Link,

    /// <summary>The name of something that is emitted.</summary>
    Reference,

    /// <summary>A word of C#.</summary>
    Keyword,
}

/// <summary>A piece of running text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its words.</param>
/// <param name="Address">Where a link leads; null for everything else.</param>
public sealed record DocSpan(DocSpanKind Kind, string Text, string? Address = null);
