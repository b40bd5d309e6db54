using KlingGen;

namespace Webhooks;

/// <summary>One picture that a customer has ordered: a row of your database.</summary>
public sealed class Order(string id, DateTimeOffset begunAt)
{
    public string Id => id;

    public DateTimeOffset BegunAt => begunAt;

    /// <summary>The job, once its id is known: from the answer to the submit, or from the webhook if that answer was lost.</summary>
    public FalJobHandle? Handle { get; internal set; }

    public string? Outcome { get; internal set; }

    /// <summary>Who brought the news.</summary>
    public string? ReportedBy { get; internal set; }

    /// <summary>How often the order was completed. Everything here is about this being 1.</summary>
    public int Completions { get; internal set; }
}
