using System.Text.RegularExpressions;
using KlingGen.Compiler;

namespace KlingGen.Comparison;

/// <summary>What a description says about the price of a call, in its own words.</summary>
/// <param name="Quote">The clause that says it, shortened; null where nothing is said.</param>
/// <param name="IsDenied">Whether the description says that the price does not go by it.</param>
public sealed record PriceWords(string? Quote, bool IsDenied)
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int ContextLength = 45;

    // A description is a few lines; whatever takes longer says nothing.
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);

    private static readonly PriceWords s_nothing = new(null, false);

    /// <summary>Where one clause ends and another begins: what is free for one value may cost for the next.</summary>
    private static readonly Regex s_clauses = new(@"(?<=[.!?])\s+(?=\S)|[\r\n;]+|,\s+(?=(but|while|whereas|although|however|otherwise)\b)", Options, s_limit);

    /// <summary>Phrases with a word of money in them that are not about money.</summary>
    private static readonly Regex s_innocent = Any(
        @"\bat (the|a|an|some|no|little)( \w+)? (costs?|expense|price) (of|to|in) (?!\S*\d)",
        @"\b(computational|compute|computing|memory|vram|runtime|run-time|performance|latency|time|speed|transport|matching|aggregation|training)[- ]costs?\b",
        @"\bcosts? (\w+ )?(functions?|volumes?|maps?|matrix|matrices|aggregation|terms?|weights?)\b",
        @"\bcosts? (you )?((a )?(little |bit |lot |some |more |extra |additional |of )*)(time|memory|vram|latency|compute|speed|quality|performance|detail|fidelity)\b",
        @"\bin charge\b",
        @"\b(end|opening|closing|film|movie|title|rolling|scrolling|photo|image|author|production) credits?\b", @"\bcredits? (roll|rolls|rolling|cards?|sequence|scene)\b",
        @"\b(computationally|numerically)( more| less)? (expensive|cheap|cheaper)\b", @"\b(expensive|cheap)([- ](looking|feeling)| (look|feel|plastic|material))\b",
        @"\bdiscount factor\b", @"\bdiscounted (return|sum|reward)s?\b",
        @"\bprices?[- ](tags?|lists?|labels?|signs?|boards?|charts?|history|predictions?)\b", @"\bbilling address(es)?\b", @"\b(dollar|banknote) bills?\b", @"\bbill of (a|an|the)\b");

    /// <summary>Clauses that say that the price stays as it is.</summary>
    private static readonly Regex s_denial = Any(
        @"\b(no|without( any)?|zero|not? any) ((extra|additional|added|further) )?(costs?|charges?|fees?|surcharges?|price (change|difference|increase))\b",
        @"\b(no|without) (effect|impact|influence|bearing) on (the )?(prices?|costs?|billing|bill|charges?)\b",
        @"\b(does|do|will|would|is|are|has|have|should)(n't| not|n’t)\b[^.;]*\b(affect|chang|influenc|impact|increas|alter|rais|add|depend)\w*\b[^.;]*\b(prices?|costs?|billing|bill|charges?|credits)\b",
        @"\b(costs?|prices?|pricing|billing|bill|charges?|fees?)\b[^.;]*\b(is|are|stays?|remains?|be) (the |all the )?(same|unchanged|identical|unaffected)\b",
        @"\b(same|identical) (price|cost|rate|charge)s?\b", @"\b(costs?|priced|billed|charged) the same\b",
        @"\b(not|never) (be )?(billed|charged)\b", @"\bnot (be )?(billed|charged)\b", @"\bcost-free\b", @"\bincluded in the (base |standard |normal )?price\b");

    /// <summary>Clauses that speak of the price of a call.</summary>
    private static readonly Regex s_hint = Any(
        @"\bpric(e|es|ed|ing|ier|iest|ey)\b", @"\bcosts?\b", @"\bcosting\b", @"\bcost(ly|lier|liest)\b",
        @"\b(sur|up)charge[sd]?\b", @"\b(additional|extra|separate|added|flat|base|minimum|higher|lower|double|triple|usage|one-time|per-\w+) charges?\b",
        @"\b(is|are|be|been|being|was|were|get|gets|also|only|always|then) charged\b", @"\bcharge[sd]? (per|extra|additional|double|twice|triple|based|according|separately|only for|more|less|by the|as \w+ (image|video|unit|request|second))\b", @"\bcharge[sd]? (for|at|by|of) \S*\d", @"\bcharged (for|at) (each|every|the|a|double|twice|triple|half)\b", @"^charged\b",
        @"\bfees?\b",
        @"\b(billed|billing|billable|invoiced)\b", @"\b(the|your|total|final|its) bills?\b", @"\bbills? (at|per|by|you|as|double|twice|triple|\d)",
        @"\b\d+(\.\d+)? ?(more |extra |additional |api |fal )?credits?\b", @"\b(more|fewer|less|extra|additional|double|twice|many|consumes?|uses?|deducts?|spends?|requires?|burns?|in) ((the|as many|the number of|api|fal|account|your) )*credits\b", @"\bcredits? (per|each|usage|consumption|are|is|will|multiplier)\b",
        @"\bcheap(er|est)?\b", @"\b(in)?expensive\b", @"\beconomical\b", @"\bbudget-friendly\b", @"\baffordable\b", @"\bdiscount(s|ed)?\b",
        @"[$€£¥] ?\d", @"\b\d+(\.\d+)? ?(usd|eur|dollars?|cents?|euros?|¢)(?!\w)", @"\b(usd|eur) ?\d", @"\bmoney\b",
        @"% premium\b", @"\bat a premium\b", @"\bpremium (rate|charge|of \d|over)s?\b",
        @"\bpay(s|ing)? (for|per|only|extra|more|less|double|twice|triple)\b", @"\byou pay\b", @"\bpaid (feature|option|extra|add-?on|per|for|by)s?\b",
        @"\b(free of charge|for free)\b", @"\b(is|are|remains?|stays?|generated|processed|seconds?|images?|videos?|requests?) (also |still |always )?free\b(?!( |-)(to|of|from|form|space|range|text|motion|movement|camera|style|hand))", @"\bfree (tier|plan|quota|allowance)\b",
        @"\b(double|twice|half|triple|quadruple|\d+(\.\d+)? ?[x×]) (the )?(base|standard|normal|regular|usual|default) rates?\b",
        @"\b(doubl|tripl|quadrupl|halv)(es?|ed|ing) (the |your )?(units?|credits?|usage)\b", @"\b\d+(\.\d+)? ?[x×] (more |the |as many )*(units?|credits?)\b", @"\b(counts?|counted) (as|for) (\d|one|two|three|four|double|twice)\S* (units?|images?|generations?|requests?|outputs?|seconds?)\b",
        @"\( ?\+ ?\d+(\.\d+)? ?% ?\)", @"(^|[:=–—]) ?\+ ?\d+(\.\d+)? ?%(?! to\b)");

    /// <summary>Reads documentation as it stands in a model.</summary>
    public static PriceWords Read(DocSpec doc)
    {
        bool denied = false;
        foreach (DocBlock block in doc.Summary is { } summary ? doc.Remarks.Prepend(summary) : doc.Remarks)
        {
            PriceWords words = Read(block.Text);
            if (words.Quote is not null)
                return words;
            denied |= words.IsDenied;
        }
        return denied ? new PriceWords(null, true) : s_nothing;
    }

    /// <summary>Reads plain text. What it says of the price in one clause outweighs what it denies in another.</summary>
    /// <param name="text">A description.</param>
    public static PriceWords Read(string text)
    {
        bool denied = false;
        try
        {
            foreach (string clause in s_clauses.Split(text))
            {
                string plain = s_innocent.Replace(clause, static phrase => new string('_', phrase.Length));
                if (s_denial.IsMatch(plain))
                    denied = true;
                else if (s_hint.Match(plain) is { Success: true } hint)
                    return new PriceWords(Cut(clause, hint.Index, hint.Length), false);
            }
        }
        catch (RegexMatchTimeoutException)
        {
            return s_nothing;
        }
        return denied ? new PriceWords(null, true) : s_nothing;
    }

    /// <summary>The words around the one that was found, cut at blanks.</summary>
    private static string Cut(string clause, int at, int length)
    {
        int from = at <= ContextLength ? 0 : clause.IndexOf(' ', at - ContextLength) + 1;
        int to = clause.Length - at - length <= ContextLength ? clause.Length : clause.LastIndexOf(' ', at + length + ContextLength);
        if (from > at || from < 0)
            from = at;
        if (to < at + length)
            to = at + length;
        return ChangeText.Shorten((from > 0 ? "…" : "") + clause.Substring(from, to - from).Trim() + (to < clause.Length ? "…" : ""));
    }

    private static Regex Any(params string[] patterns) => new("(" + string.Join(")|(", patterns).Replace(" ", @"\s+").Replace(@"\s+?", @"\s?") + ")", Options, s_limit);
}
