using System.Globalization;
using KlingGen.Compiler;
using KlingGen.CompilerServices;

namespace KlingGen.Cli.Running.Inputs;

/// <summary>The limits of a media file as the library's validator takes them.</summary>
internal static class MediaLimits
{
    public static FalMediaLimits Of(RuleSpec rules)
    {
        var limits = new FalMediaLimits { AllowsEmpty = rules.AllowsEmptyMedia };
        foreach (LimitSpec limit in rules.MediaLimits)
        {
            limits = limit.Kind.RuntimeProperty switch
            {
                nameof(FalMediaLimits.MaxFileSize) => limits with { MaxFileSize = limit.Whole },
                nameof(FalMediaLimits.MaxPixels) => limits with { MaxPixels = limit.Whole },
                nameof(FalMediaLimits.MinWidth) => limits with { MinWidth = (int?)limit.Whole },
                nameof(FalMediaLimits.MaxWidth) => limits with { MaxWidth = (int?)limit.Whole },
                nameof(FalMediaLimits.MinHeight) => limits with { MinHeight = (int?)limit.Whole },
                nameof(FalMediaLimits.MaxHeight) => limits with { MaxHeight = (int?)limit.Whole },
                nameof(FalMediaLimits.MinAspectRatio) => limits with { MinAspectRatio = Ratio(limit) },
                nameof(FalMediaLimits.MaxAspectRatio) => limits with { MaxAspectRatio = Ratio(limit) },
                _ => limits,
            };
        }
        return limits;
    }

    private static double Ratio(LimitSpec limit) => double.Parse(limit.Value, NumberStyles.Float, CultureInfo.InvariantCulture);
}
