using System.Net.Http.Headers;
using System.Text;
using KlingGen.Emulator;

namespace Package.Tests;

/// <summary>A webhook of the emulator, caught and put into a file, and the lines of a consumer's program that verify it.</summary>
internal static class Webhook
{
    /// <summary>Follows the lines that make a picture.</summary>
    public const string Program = """
        if (args.Length > 2)
        {
            string[] lines = File.ReadAllLines(args[2]);
            FalWebhookHeaders headers = FalWebhookHeaders.Read(name => lines.Where(line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase)).Select(line => line[(name.Length + 2)..]));
            byte[] body = System.Text.Encoding.UTF8.GetBytes(lines[^1]);
            using var verifier = new FalWebhookVerifier(FalEd25519.Instance, FalWebhookOptions.For(FalClientOptions.ForEmulator(new Uri(args[0]))));
            FalWebhookVerificationResult check = await verifier.VerifyAsync(headers, body);
            FalWebhookVerificationResult changed = await verifier.VerifyAsync(headers, new MemoryStream([.. body, 32]));
            Console.WriteLine($"{check.Status}, {fal.KlingImageV3TextToImage().ParseWebhook(check.Webhook!).Payload!.Images.Count} image; changed: {changed.Status}");
        }
        """;

    /// <returns>The path of a file with one header a line and the body in the last line.</returns>
    public static async Task<string> SaveAsync(FalEmulator emulator, string folder)
    {
        await using FalEmulator receiver = await FalEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = emulator.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Key", FalEmulator.DefaultApiKey);
        using var input = new StringContent("""{"prompt":"a lighthouse in fog"}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage submitted = await http.PostAsync(
            $"queue/fal-ai/kling-image/v3/text-to-image?fal_webhook={Uri.EscapeDataString(receiver.Address + "hook")}", input, TestContext.Current.CancellationToken);
        submitted.EnsureSuccessStatusCode();

        FalJournalEntry arrived = await receiver.Journal.WaitForAsync(static entry => entry.Headers.ContainsKey("X-Fal-Webhook-Signature"), TestContext.Current.CancellationToken);
        string path = Path.Combine(folder, "webhook.txt");
        await File.WriteAllLinesAsync(path, [.. arrived.Headers.Select(static header => $"{header.Key}: {header.Value}"), arrived.BodyText], TestContext.Current.CancellationToken);
        return path;
    }
}
