namespace KlingGen.Emulator;

/// <summary>How an accepted cancel is answered, and what is left of the request; the service's documents disagree.</summary>
public enum FalCancelStyle
{
    /// <summary>202 <c>{"status":"CANCELLATION_REQUESTED"}</c>, then COMPLETED with a 499 result of type <c>client_cancelled</c>.</summary>
    Requested,

    /// <summary>200 <c>{"status":"OK"}</c>, then COMPLETED with a 499 result.</summary>
    Ok,

    /// <summary>200 <c>{"success":true}</c>, then COMPLETED with a 499 result.</summary>
    Success,

    /// <summary>202 as above, and afterwards the request is unknown (404).</summary>
    Forgotten,

    /// <summary>202 as above, and the work goes on to its end: a cancel is only a wish.</summary>
    Ignored,
}
