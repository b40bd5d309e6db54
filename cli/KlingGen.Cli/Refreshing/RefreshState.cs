namespace KlingGen.Cli.Refreshing;

/// <summary>How an endpoint stands beside the service.</summary>
internal enum RefreshState
{
    /// <summary>The same document and price; how the file is written plays no part.</summary>
    Fresh,

    /// <summary>Another document.</summary>
    Changed,

    /// <summary>The same document, another price, another origin or another entry.</summary>
    Relocked,

    /// <summary>The schema file is missing or cannot be read, and is rewritten.</summary>
    Restored,

    /// <summary>The service did not give the document.</summary>
    Failed,
}
