using System.Text.RegularExpressions;

namespace KlingGen.Comparison;

/// <summary>Documentation, which a model has as finished XML, in plain words again.</summary>
internal static class DocText
{
    private static readonly Regex s_reference = new("<see (cref|langword|href)=\"([A-Z]:)?(?<name>[^\"]*)\"\\s*/>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
    private static readonly Regex s_tag = new("</?[a-z]+[^<>]*>", RegexOptions.CultureInvariant);

    public static string Of(string xml)
    {
        string text = s_tag.Replace(s_reference.Replace(xml, "${name}"), "");
        return text.Replace("&lt;", "<").Replace("&gt;", ">").Replace("&quot;", "\"").Replace("&apos;", "'").Replace("&amp;", "&").Trim();
    }
}
