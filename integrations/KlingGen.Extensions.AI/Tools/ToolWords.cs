using System.Text;

namespace KlingGen.Extensions.AI;

/// <summary>The library's findings in the words of a model: it knows the names of JSON and no C#.</summary>
internal static class ToolWords
{
    /// <summary>A finding with the argument's name.</summary>
    public static string Of(FalValidationError error)
    {
        string message = error.Message
            .Replace(" Check the path, or give an address with FalMedia.FromUrl.", " Give an https address.", StringComparison.Ordinal)
            .Replace(", a data URI, or a file with FalMedia.FromFile", " or a data URI", StringComparison.Ordinal)
            .Replace(" or a file with FalMedia.FromFile", "", StringComparison.Ordinal)
            .Replace("; use FalMedia.FromFile to send it", "", StringComparison.Ordinal);
        string place = Place(error.Pointer);
        return (error.Member.Length > 0 && message.StartsWith(error.Member, StringComparison.Ordinal) ? place + message[error.Member.Length..] : message).TrimEnd('.');
    }

    /// <summary>A JSON pointer as people write it: <c>elements[0].image_url</c>.</summary>
    public static string Place(string pointer)
    {
        var text = new StringBuilder();
        foreach (string part in pointer.Split('/').Skip(1))
        {
            string name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (name.Length > 0 && name.All(char.IsAsciiDigit))
                text.Append('[').Append(name).Append(']');
            else
                text.Append(text.Length > 0 ? "." : "").Append(name);
        }
        return text.Length == 0 ? "The input" : text.ToString();
    }
}
