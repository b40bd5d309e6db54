using KlingGen.Compiler;

namespace Compiler.Tests.SecondOpinion;

/// <summary>One document, read by both.</summary>
internal sealed class SideBySide
{
    /// <param name="name">What to call the document in differences.</param>
    /// <param name="ours">The text the compiler reads.</param>
    /// <param name="theirs">The text that Microsoft.OpenApi reads; the same one, unless the difference is the point.</param>
    public SideBySide(string name, string ours, string theirs)
    {
        ReadResult result = SchemaReader.Read(new SchemaInput("a.json", ours, RootNamespace: "Studio"));
        EndpointSpec endpoint = result.Endpoint ?? throw new InvalidOperationException($"{name} has no endpoint");
        Problems = result.Problems;
        Endpoint = endpoint;

        var our = new OurReading(endpoint);
        var their = new TheirReading(theirs, endpoint.EndpointId);
        Complaints = their.Complaints;
        Comparison.Compare(name + " input", our.Input, their.Input);
        Comparison.Compare(name + " output", our.Output, their.Output);
        Unreached = [.. our.RecordNames.Except(Comparison.Records).Order(StringComparer.Ordinal)];
    }

    public EndpointSpec Endpoint { get; }

    public Comparison Comparison { get; } = new();

    public IReadOnlyList<Problem> Problems { get; }

    /// <summary>What Microsoft.OpenApi finds wrong with the document.</summary>
    public IReadOnlyList<string> Complaints { get; }

    /// <summary>Records of the compiler that the comparison never met.</summary>
    public IReadOnlyList<string> Unreached { get; }

    public IReadOnlyList<Difference> Unexplained => [.. Comparison.Differences.Where(static difference => Reasons.For(difference) is null)];
}

/// <summary>How much was compared.</summary>
internal sealed class Tally
{
    public int Documents { get; private set; }

    public int Records { get; private set; }

    public int Members { get; private set; }

    public int Rules { get; private set; }

    public void Add(Comparison comparison)
    {
        Documents++;
        Records += comparison.Records.Count;
        Members += comparison.Members;
        Rules += comparison.Rules;
    }

    /// <summary>A comparison of nothing finds no difference, and proves nothing.</summary>
    public bool IsEmpty => Documents == 0 || Records == 0 || Members == 0 || Rules == 0;

    public override string ToString() => $"{Documents} documents, {Records} records, {Members} members, {Rules} rules";
}
