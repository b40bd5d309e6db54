using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace KlingGen;

/// <summary>The result of a call.</summary>
/// <typeparam name="T">The type of the output.</typeparam>
public sealed record FalResult<T>
{
    private RawReply _reply;

    /// <summary>The output of the model.</summary>
    public required T Value { get; init; }

    /// <summary>
    /// The output as the service sent it, with all that <see cref="Value"/> leaves out; <see langword="null"/> for a result that was made in code. It costs nothing until
    /// it is read, is no part of the result's equality, and is not serialised.
    /// </summary>
    [JsonIgnore]
    public FalJson? RawJson { get => _reply.Json; init => _reply = new RawReply(value); }

    /// <summary>The id of the request; the job's, where there was one. <see langword="null"/> when the service named none.</summary>
    public string? RequestId { get; init; }

    /// <summary>The endpoint that was called.</summary>
    public required string EndpointId { get; init; }

    /// <summary>The job; <see langword="null"/> for a call that did not go through the queue.</summary>
    public FalJobHandle? Handle { get; init; }

    /// <summary>The units the service bills for this call, in the unit of the endpoint (images, seconds, …); <see langword="null"/> when it did not say.</summary>
    public decimal? BillableUnits { get; init; }

    /// <summary>
    /// <see cref="BillableUnits"/> times the unit price; <see langword="null"/> when one of the two is unknown.
    /// The price is the one compiled in, or with <see cref="FalClientOptions.LookUpPrices"/> today's.
    /// </summary>
    public FalCost? Cost { get; init; }

    /// <summary>How long the model worked; <see langword="null"/> when the service did not say, and for a result that was not waited for.</summary>
    public TimeSpan? InferenceTime { get; init; }

    /// <summary>What the job has logged; empty unless logs were asked for.</summary>
    public IReadOnlyList<FalLogEntry> Logs { get; init; } = [];

    internal RawReply Reply { init => _reply = value; }

    // What was read of the answer is printed; the answer itself may be megabytes.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"Value = {Value}, RequestId = {RequestId}, EndpointId = {EndpointId}, Handle = {Handle}, ");
        text.Append(CultureInfo.InvariantCulture, $"BillableUnits = {BillableUnits}, Cost = {Cost}, InferenceTime = {InferenceTime}, Logs = {Logs}");
        return true;
    }
}
