namespace KlingGen;

/// <summary>How the job ended, as its webhook says.</summary>
public enum FalWebhookStatus
{
    /// <summary><c>OK</c>: the job succeeded.</summary>
    Ok,

    /// <summary><c>ERROR</c>: the job failed.</summary>
    Error,
}
