namespace KlingGen.Batches;

/// <summary>What the import of a batch needs to know of its endpoint. <see cref="FalBatchEndpoint"/> makes one of a client; the tool makes one of a schema file. It may gain members in any version.</summary>
public interface IFalBatchEndpoint
{
    /// <summary>The endpoint's id.</summary>
    string EndpointId { get; }

    /// <summary>Checks one input.</summary>
    /// <param name="json">The input as JSON.</param>
    /// <param name="number">The number of its line, for the message.</param>
    /// <returns>The line: as it will be sent, or with what is wrong with it. A bad line is no exception.</returns>
    FalBatchLine Check(string json, long number);

    /// <summary>What a unit costs.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The price; <see langword="null"/> where it is not known.</returns>
    ValueTask<FalPrice?> GetPriceAsync(CancellationToken cancellationToken = default);
}
