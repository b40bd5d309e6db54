using System.Collections.Concurrent;
using KlingGen;
using KlingGen.Emulator;
using KlingGen.TestKit;
using Resilience.Tests.Support;

namespace Resilience.Tests.Retries;

/// <summary>Thirty statuses × twelve operations × six bodies, with and without the service's request id, against the document: attempts in the journal and what is thrown.</summary>
[Collection(IdleTime.Collection)]
public sealed class RetryTableTests(ITestOutputHelper output)
{
    private const int MaxRetries = 2;

    private static readonly int[] Statuses =
    [
        301, 302, 303, 307, 308, 400, 401, 402, 403, 404, 405, 408, 409, 410, 413, 415, 418, 422, 425, 429,
        451, 499, 500, 501, 502, 503, 504, 505, 520, 522, 529,
    ];

    private static readonly (string Name, string Body, string Type, bool IsJson)[] Bodies =
    [
        ("empty", "", "text/plain", false),
        ("detail text", """{"detail":"words of the service"}""", "application/json", true),
        ("detail list", """{"detail":[{"loc":["body","prompt"],"msg":"too long","type":"string_too_long","ctx":{"max_length":5}}]}""", "application/json", true),
        ("page", "<html><head><title>nginx</title></head></html>", "text/html", false),
        ("cut JSON", """{"detail":[{"loc":["bo""", "application/json", true),
        ("garbage", "\u0001%%%", "application/json", false),
    ];

    [Fact]
    public async Task Every_cell_of_the_document_holds()
    {
        var table = RetryTable.Read();
        Cell[] cells = [.. from call in Calls.All where call is not (Call.Download or Call.Read)
                           from status in Statuses from kind in Enumerable.Range(0, Bodies.Length * 2)
                           select new Cell(call, status, kind / 2, kind % 2 == 0)];
        var outcomes = new Tally();
        var wrong = new ConcurrentQueue<string>();
        await Workers.RunAsync(cells, 4, async (rig, cell) =>
        {
            char expected = table.Outcome(cell.Call, cell.Status, cell.HasId || Bodies[cell.Body].IsJson);
            outcomes.Add(cell.Call.ToString(), expected.ToString());
            (int attempts, string thrown) = await CallAsync(rig, cell);
            (int wanted, string[] family) = Expected(cell.Call, expected);
            if (attempts != wanted || !family.Contains(thrown))
                wrong.Enqueue($"{cell}: the document says {expected} ({wanted} attempts), seen {attempts} attempts and {thrown}");
        });

        output.WriteLine($"{outcomes.Total} cells against {table.Cells} of docs/retries.md");
        output.WriteLine(outcomes.ToString());
        Assert.Equal(cells.Length, outcomes.Total);
        Assert.True(Statuses.Length >= 30 && table.Cells > 100);
        Assert.True(wrong.IsEmpty, string.Join('\n', wrong.Order(StringComparer.Ordinal)));
    }

    // A cancel that the service answers with 404 and no other word is an outcome, not an error.
    private static (int Attempts, string[] Thrown) Expected(Call call, char outcome) => outcome switch
    {
        'R' => (MaxRetries + 1, ["api"]),
        'F' => (1, call == Call.Cancel ? ["api", "success"] : ["api"]),
        'U' => (1, ["unknown"]),
        'N' => (2, ["api"]),
        _ => (1, ["success"]),
    };

    private static async Task<(int Attempts, string Thrown)> CallAsync(Rig rig, Cell cell)
    {
        rig.Emulator.Faults.Clear();
        FalJobHandle? handle = cell.Call.HasJob() ? await rig.SubmitAsync("a job") : null;
        rig.Journal.Clear();
        (_, string body, string type, _) = Bodies[cell.Body];
        rig.Emulator.Faults.Add(new FalFault
        {
            Kind = FalFaultKind.Status,
            Operation = cell.Call.Operation(),
            StatusCode = cell.Status,
            Body = body,
            ContentType = type,
            // An empty one keeps the emulator from adding its own.
            Headers = new Dictionary<string, string> { ["x-fal-request-id"] = cell.HasId ? "0f0e-1d" : "" },
        });
        using FalClient client = rig.NewClient(options =>
        {
            options.MaxRetries = MaxRetries;
            options.TimeProvider = new IdleTime();
            // One part at a time by one route, so that attempts can be counted.
            options.MaxParallelUploads = 1;
            bool signed = cell.Call == Call.UploadInitiate || (cell.Call != Call.StorageToken && cell.Body % 2 == 0);
            options.UploadRoutes = [signed ? FalUploadRoute.SignedUrl : FalUploadRoute.Cdn];
        });
        string thrown;
        try
        {
            await HangGuard.Within(cell.Call.InvokeAsync(client, "a prompt", handle, null), cell.ToString());
            thrown = "success";
        }
        catch (Exception error)
        {
            Evidence.Run.Add("retry table", error);
            thrown = error switch { FalApiException or FalUploadException { InnerException: FalApiException } => "api", FalSubmitUnknownException => "unknown", _ => error.GetType().Name };
        }

        return (rig.Journal.Count(cell.Call.Operation()), thrown);
    }

    private sealed record Cell(Call Call, int Status, int Body, bool HasId)
    {
        public override string ToString() => $"{Call} {Status}, {Bodies[Body].Name}, {(HasId ? "with" : "without")} id";
    }
}
