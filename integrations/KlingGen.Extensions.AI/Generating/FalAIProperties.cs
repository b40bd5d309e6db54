namespace KlingGen;

/// <summary>Names in the <c>AdditionalProperties</c> of what image generators and speech clients answer. All values are texts.</summary>
public static class FalAIProperties
{
    /// <summary>The endpoint that was called.</summary>
    public const string EndpointId = "fal.endpoint";

    /// <summary>The id of the request.</summary>
    public const string RequestId = "fal.request_id";

    /// <summary>What it cost, amount and currency: <c>0.028 USD</c>. Missing where it is not known.</summary>
    public const string Cost = "fal.cost";

    /// <summary>The units that were billed. Missing where the service did not say it.</summary>
    public const string BillableUnits = "fal.billable_units";
}
