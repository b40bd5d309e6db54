using System.Net.Http.Json;
using System.Text.Json;
using KlingGen.Emulator;

namespace Resilience.Tests.Files;

/// <summary>How an upload in parts goes wrong in the field: one buffer for all parts, parts under each other's numbers, a part that is forgotten.</summary>
internal static class BrokenUploader
{
    public enum Mistake
    {
        None,
        SharedBuffer,
        SwappedNumbers,
        ForgottenPart,
    }

    /// <returns>The address of the file.</returns>
    public static async Task<string> UploadAsync(FalEmulator emulator, string key, byte[] content, int partSize, Mistake mistake, CancellationToken token)
    {
        using var http = new HttpClient { BaseAddress = emulator.Address };
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Key " + key);
        JsonElement begun = await PostAsync(http, "rest/storage/upload/initiate-multipart", new { content_type = "image/png", file_name = "a.png" }, token);
        var address = new Uri(begun.GetProperty("upload_url").GetString()!);
        byte[][] parts = [.. content.Chunk(partSize)];
        int[] numbers = [.. Enumerable.Range(1, parts.Length)];
        if (mistake == Mistake.SwappedNumbers)
            (numbers[0], numbers[1]) = (numbers[1], numbers[0]);
        if (mistake == Mistake.ForgottenPart)
            (parts, numbers) = (parts[1..], numbers[..^1]);

        byte[] buffer = new byte[partSize];
        var sent = new List<object>();
        foreach ((byte[] part, int number) in parts.Zip(numbers))
        {
            part.CopyTo(buffer, 0);
            // The next part is read into the buffer before this one has left.
            if (mistake == Mistake.SharedBuffer && number < parts.Length)
                parts[number].CopyTo(buffer, 0);
            using HttpResponseMessage put = await http.PutAsync($"{address.GetLeftPart(UriPartial.Path)}/{number}{address.Query}", new ByteArrayContent(buffer, 0, part.Length), token);
            sent.Add(new { partNumber = number, etag = put.Headers.ETag!.Tag });
        }

        await PostAsync(http, $"{address.GetLeftPart(UriPartial.Path)}/complete{address.Query}", new { parts = sent }, token);
        return begun.GetProperty("file_url").GetString()!;
    }

    private static async Task<JsonElement> PostAsync(HttpClient http, string address, object body, CancellationToken token)
    {
        using HttpResponseMessage response = await http.PostAsJsonAsync(address, body, token);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(token);
    }
}
