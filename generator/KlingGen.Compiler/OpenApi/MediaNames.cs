namespace KlingGen.Compiler.OpenApi;

/// <summary>
/// Whether a name and its description say that a string is the address of a picture, a sound, a video or a file. The table stands in
/// <c>docs/naming.md</c>. In doubt it is text: text that should have been media costs an upload by hand, media that should have been text
/// refuses a right value.
/// </summary>
internal static class MediaNames
{
    private static readonly HashSet<string> s_addresses = Set("url urls uri uris");

    private static readonly HashSet<string> s_media = Set(
        "image images img imgs picture pictures photo photos portrait portraits face faces mask masks frame frames keyframe keyframes "
        + "video videos clip clips movie gif audio audios sound sounds song songs music speech track file files media mesh zip archive pdf document "
        + "garment texture thumbnail cover logo");

    // What an address can lead to besides a file. A training result (`lora`) is fetched by its address and never uploaded from here.
    private static readonly HashSet<string> s_elsewhere = Set("webhook webhooks callback redirect website webpage page site homepage youtube api endpoint server repo repository profile");

    private static readonly HashSet<string> s_weights = Set("lora loras weight weights checkpoint checkpoints embedding embeddings safetensors huggingface civitai");

    // `image_url_format` is a fact about the address, `image_url_left` another address.
    private static readonly HashSet<string> s_facts = Set(
        "type types format mode count ttl expiry expiration name prompt text caption description id ids weight weights strength scale duration size index order key "
        + "status enabled valid required only timeout hash prefix suffix width height");

    // `image`: "The name of a preset, or an address" takes other words too.
    private static readonly HashSet<string> s_otherWords = Set("name names id ids identifier prompt preset presets keyword describe describes description path base64");

    private static readonly HashSet<string> s_companions = Set("content_type file_name file_size file_data");

    /// <summary>The words that mean a medium.</summary>
    public static IReadOnlyCollection<string> Media => s_media;

    /// <summary>The words in front of an address that leads elsewhere.</summary>
    public static IReadOnlyCollection<string> Elsewhere => s_elsewhere;

    /// <summary>Whether the strings of a member are addresses of media.</summary>
    /// <param name="name">The member's name in JSON.</param>
    /// <param name="description">What the schema says of it, or null.</param>
    /// <param name="owner">The name of the object that holds it, where that says something about it; empty for a request itself.</param>
    /// <param name="siblings">The names of all members of that object.</param>
    public static bool IsMedia(string name, string? description, string owner, ICollection<string> siblings)
    {
        List<string> words = Words(name);
        while (words.Count > 1 && char.IsDigit(words[words.Count - 1][0]))
            words.RemoveAt(words.Count - 1);
        int address = words.FindLastIndex(s_addresses.Contains);
        if (address < 0)
            return s_media.Contains(words.LastOrDefault() ?? "") && SaysAddress(description);
        if (address == 0)
            return words.Count == 1 && CarriesFile(description, owner, siblings);
        return address == words.Count - 1 ? !s_elsewhere.Contains(words[address - 1]) : s_media.Contains(words[address - 1]) && !words.Skip(address + 1).Any(s_facts.Contains);
    }

    /// <summary>Whether an object with these members is a file by its members alone: an address and what files have.</summary>
    public static bool IsFile(ICollection<string> members) =>
        members.Contains("url") && (members.Any(s_companions.Contains) || (members.Contains("width") && members.Contains("height")));

    private static bool CarriesFile(string? description, string owner, ICollection<string> siblings)
    {
        List<string> said = Words(description ?? "");
        if (said.Exists(s_weights.Contains) || said.Exists(s_elsewhere.Contains) || Words(owner).Exists(s_weights.Contains))
            return false;
        return IsFile(siblings) || said.Exists(s_media.Contains) || Words(owner).Exists(s_media.Contains);
    }

    private static bool SaysAddress(string? description)
    {
        List<string> said = Words(description ?? "");
        return said.Exists(s_addresses.Contains) && !said.Exists(word => s_otherWords.Contains(word) || s_elsewhere.Contains(word) || s_weights.Contains(word));
    }

    /// <summary>The words of a name or a sentence, small: <c>audio_url_person1</c> and <c>audioURLPerson1</c> have the same four.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        int start = 0;
        for (int i = 1; i <= text.Length; i++)
        {
            if (i < text.Length && !IsBoundary(text, i))
                continue;
            if (char.IsLetterOrDigit(text[start]))
                words.Add(text.Substring(start, i - start).ToLowerInvariant());
            start = i;
        }
        return words;
    }

    private static bool IsBoundary(string text, int i)
    {
        (char before, char after) = (text[i - 1], text[i]);
        if (!char.IsLetterOrDigit(before) || !char.IsLetterOrDigit(after))
            return true;

        // `base64` is one word, `person1` two.
        if (char.IsDigit(before) != char.IsDigit(after))
            return !(after is '6' && i >= 4 && string.Compare(text, i - 4, "base64", 0, 6, StringComparison.OrdinalIgnoreCase) == 0);
        bool endsCapitals = char.IsUpper(before) && char.IsUpper(after) && i + 1 < text.Length && char.IsLower(text[i + 1]);
        return (char.IsLower(before) && char.IsUpper(after)) || endsCapitals;
    }

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
