using System.Runtime.CompilerServices;
using System.Text;

namespace KlingGen.TestKit;

/// <summary>
/// Compares text with an accepted file in Verify's convention: <c>_snapshots/{Test}.{Name}.verified.{extension}</c> beside the test,
/// <c>.received.</c> next to it on a mismatch. <c>UPDATE_SNAPSHOTS=1</c> accepts what was received.
/// </summary>
public static class Snapshot
{
    /// <summary>Compares a set of texts, and the set itself: a file more or less is a mismatch too.</summary>
    public static void Match(IReadOnlyDictionary<string, string> texts, [CallerMemberName] string test = "", [CallerFilePath] string file = "")
    {
        string folder = Path.Combine(Path.GetDirectoryName(file)!, "_snapshots");
        bool update = Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1";
        Directory.CreateDirectory(folder);

        var mismatches = new List<string>();
        var expected = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string name, string text) in texts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            string stem = Path.GetFileNameWithoutExtension(name);
            string extension = Path.GetExtension(name);
            string verified = Path.Combine(folder, $"{test}.{stem}.verified{extension}");
            string received = Path.Combine(folder, $"{test}.{stem}.received{extension}");
            expected.Add(verified);
            File.Delete(received);

            string? accepted = File.Exists(verified) ? File.ReadAllText(verified) : null;
            if (accepted == text)
                continue;
            if (update)
            {
                File.WriteAllText(verified, text, new UTF8Encoding(false));
                continue;
            }
            File.WriteAllText(received, text, new UTF8Encoding(false));
            mismatches.Add($"{Path.GetFileName(verified)}: {FirstDifference(accepted, text)}");
        }

        foreach (string stale in Directory.EnumerateFiles(folder, $"{test}.*.verified.*").Where(path => !expected.Contains(path)))
        {
            if (update)
                File.Delete(stale);
            else
                mismatches.Add($"{Path.GetFileName(stale)}: no longer produced");
        }

        Assert.True(mismatches.Count == 0, "Snapshots differ (UPDATE_SNAPSHOTS=1 accepts):\n" + string.Join("\n", mismatches));
    }

    private static string FirstDifference(string? accepted, string received)
    {
        if (accepted is null)
            return "new";
        string[] left = accepted.Split('\n');
        string[] right = received.Split('\n');
        for (int i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            string a = i < left.Length ? left[i] : "(end)";
            string b = i < right.Length ? right[i] : "(end)";
            if (a != b)
                return $"line {i + 1}\n  - {a}\n  + {b}";
        }
        return "same lines";
    }
}
