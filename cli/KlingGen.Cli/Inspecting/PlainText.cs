using System.Net;
using System.Text.RegularExpressions;

namespace KlingGen.Cli.Inspecting;

/// <summary>Turns the model's documentation, which is XML, back into words.</summary>
internal static partial class PlainText
{
    public static string Of(string xml) => WebUtility.HtmlDecode(Tag().Replace(Reference().Replace(xml, static match => match.Groups[1].Value), "")).Trim();

    [GeneratedRegex("<see (?:cref|langword|href)=\"(?:[A-Z]:)?([^\"]*)\"\\s*/>", RegexOptions.None, 1000)]
    private static partial Regex Reference();

    [GeneratedRegex("</?[a-z]+[^<>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tag();
}
