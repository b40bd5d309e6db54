using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace KlingGen.CompilerServices;

/// <content>Media: addresses by their form, local content by what it is. Errors of input and output become findings.</content>
public ref partial struct FalValidator
{
    /// <summary>The media must be an address, a data URI, or content that is there and keeps the limits. The call learns of content to upload.</summary>
    /// <param name="value">The media.</param>
    /// <param name="limits">The limits, checked where the content is on this machine.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref FalValidator Media(FalMedia? value, in FalMediaLimits limits = default)
    {
        if (value is null || (value.Kind == FalMediaKind.Url && value.IsWellFormed)) return ref this;
        Examine(value, limits);
        return ref this;
    }

    /// <summary>An address or a data URI must have at least so many characters; local content gets its address later.</summary>
    /// <param name="value">The media.</param>
    /// <param name="minimum">In Unicode code points.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    public ref FalValidator MinLength(FalMedia? value, long minimum) => ref MinLength(value?.Url, minimum);

    /// <summary>An address or a data URI must have at most so many characters; local content gets its address later.</summary>
    /// <param name="value">The media.</param>
    /// <param name="maximum">In Unicode code points.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    public ref FalValidator MaxLength(FalMedia? value, long maximum) => ref MaxLength(value?.Url, maximum);

    /// <summary>Each item of the list must be there and be media as <see cref="Media"/> demands.</summary>
    /// <param name="items">The list.</param>
    /// <param name="limits">The limits of each item.</param>
    /// <returns>The validator, for more rules.</returns>
    [UnscopedRef]
    public ref FalValidator EachMedia(IReadOnlyList<FalMedia>? items, in FalMediaLimits limits = default)
    {
        if (items is null) return ref this;
        Enter();
        ReadOnlySpan<FalMedia> list = ItemSpan.Of(items);
        for (int i = 0; i < list.Length; i++)
        {
            Item(i);
            if (list[i] is { } item) Media(item, limits);
            else FailNull();
        }

        Leave();
        return ref this;
    }

    private void Examine(FalMedia media, in FalMediaLimits limits)
    {
        if (_collect && media.IsLocal) Collect(media, _checkRules ? limits.MaxFileSize : null);
        if (_checkRules) CheckContent(media, limits);
    }

    private void Collect(FalMedia media, long? maxFileSize)
    {
        _found = true;
        if (_path is null) return;
        _media ??= [];
        int known = _media.FindIndex(found => ReferenceEquals(found.Media, media));
        // Of several members that hold it, the one that allows least: its limit is the limit of all.
        if (known >= 0 && (_media[known].MaxFileSize ?? long.MaxValue) <= (maxFileSize ?? long.MaxValue)) return;
        (string member, string pointer, FalErrorLocation location) = Place();
        var found = new FalCollectedMedia(media, member, pointer, location, maxFileSize);
        if (known >= 0) _media[known] = found;
        else _media.Add(found);
    }

    private void CheckContent(FalMedia media, in FalMediaLimits limits)
    {
        switch (media.Kind)
        {
            case FalMediaKind.Url:
                if (!media.IsWellFormed && !(limits.AllowsEmpty && media.Url is "")) FailText(media.Url!);
                return;
            case FalMediaKind.DataUri when !media.IsWellFormed:
                Fail(FalRules.InvalidUrl, "is not a data URI: it lacks the comma before the content, as in data:image/png;base64,…", null, Quote(media.Url!));
                return;
            case FalMediaKind.File when !Exists(media):
                return;
        }

        if (limits == default && media.Kind != FalMediaKind.File) return;
        MediaFacts facts = media.Inspect(limits.ConcernsPixels);
        if (facts.Problem is { } problem) FailUnreadable(media, problem);
        if (limits.MaxFileSize is { } max && facts.Length > max) FailLength(facts.Length.Value, max);
        if (facts.Size is { } size) CheckPixels(size, limits);
    }

    private bool Exists(FalMedia media)
    {
        string path = media.FilePath!;
        if (File.Exists(path)) return true;
        if (Directory.Exists(path))
            Fail(FalRules.NotAFile, $"is the directory {path}; name a file in it", null, Shorten(path, 200));
        else
            Fail(FalRules.FileNotFound, $"names a file that does not exist: {path}{LookedAt(path)}. Check the path, or give an address with FalMedia.FromUrl", null, Shorten(path, 200));
        return false;
    }

    private static string LookedAt(string path) => Path.IsPathRooted(path) ? string.Empty : $" (relative to {Environment.CurrentDirectory})";

    private void FailText(string text)
    {
        string remedy = File.Exists(text)
            ? "a file of that name exists: use FalMedia.FromFile to send it"
            : "give an absolute address such as https://…, a data URI, or a file with FalMedia.FromFile";
        Fail(FalRules.InvalidUrl, $"is {Quote(text)}, neither an address nor a data URI; {remedy}", null, Quote(text));
    }

    private void FailUnreadable(FalMedia media, string problem) =>
        Fail(FalRules.FileUnreadable, $"cannot be read ({media}): {problem.TrimEnd('.')}", null, null);

    private void FailLength(long actual, long max) =>
        Fail(FalRules.FileTooLarge, $"has {Number(actual)} bytes, at most {Number(max)} are allowed", Number(max), Number(actual));

    private void CheckPixels(ImageSize size, in FalMediaLimits limits)
    {
        bool fits = Fits(size.Width, size.Height, limits);

        // The service may or may not turn a picture by its orientation mark before it measures.
        if (fits || (size.MayBeTurned && Fits(size.Height, size.Width, limits))) return;
        string actual = string.Create(CultureInfo.InvariantCulture, $"{size.Width} x {size.Height}");
        if (size.Width < limits.MinWidth || size.Height < limits.MinHeight)
            FailPixels(FalRules.ImageTooSmall, actual, $"at least {Side(limits.MinWidth)} x {Side(limits.MinHeight)}");
        if (size.Width > limits.MaxWidth || size.Height > limits.MaxHeight)
            FailPixels(FalRules.ImageTooLarge, actual, $"at most {Side(limits.MaxWidth)} x {Side(limits.MaxHeight)}");
        else if (size.Pixels > limits.MaxPixels)
            FailPixels(FalRules.ImageTooLarge, actual, $"at most {Number(limits.MaxPixels.Value)} pixels in all");
        if (Ratio(size.Width, size.Height) < limits.MinAspectRatio || Ratio(size.Width, size.Height) > limits.MaxAspectRatio)
            FailRatio(Ratio(size.Width, size.Height), actual, limits);
    }

    private void FailPixels(string rule, string actual, string limit) => Fail(rule, $"is {actual} pixels, but must be {limit}", limit, actual);

    private void FailRatio(double ratio, string actual, in FalMediaLimits limits)
    {
        string limit = (limits.MinAspectRatio, limits.MaxAspectRatio) switch
        {
            ({ } least, { } max) => $"from {Number(least)} to {Number(max)}",
            ({ } least, null) => $"at least {Number(least)}",
            (_, var max) => $"at most {Number(max.GetValueOrDefault())}",
        };
        Fail(FalRules.ImageAspectRatio, $"is {actual} pixels, width by height {Number(Math.Round(ratio, 3))}, but must be {limit}", limit, actual);
    }

    private static bool Fits(int width, int height, in FalMediaLimits limits) =>
        !(width < limits.MinWidth || width > limits.MaxWidth || height < limits.MinHeight || height > limits.MaxHeight ||
          (long)width * height > limits.MaxPixels || Ratio(width, height) < limits.MinAspectRatio || Ratio(width, height) > limits.MaxAspectRatio);

    private static double Ratio(int width, int height) => (double)width / height;

    private static string Side(int? pixels) => pixels is { } side ? Number(side) : "any";
}
