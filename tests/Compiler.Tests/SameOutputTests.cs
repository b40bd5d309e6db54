using System.Collections.Concurrent;
using System.Globalization;
using KlingGen.Compiler;
using KlingGen.TestKit;

namespace Compiler.Tests;

/// <summary>The same in, the same out: byte for byte, whatever the file looks like and wherever it is read.</summary>
public sealed class SameOutputTests
{
    private static readonly string[] s_cultures = ["tr-TR", "fi-FI", "ar-SA", "de-DE"];

    [Fact]
    public void The_look_of_the_file_changes_no_byte()
    {
        var failures = new ConcurrentBag<string>();
        Parallel.ForEach(Corpus.Documents, document =>
        {
            string expected = Emit(document.Text);
            void Check(string what, string text, string path = "schemas/a.json")
            {
                if (Emit(text, path) != expected)
                    failures.Add($"{document.Name}: {what}");
            }

            Check("a second run", document.Text);
            Check("shuffled keys", JsonShuffle.Shuffle(document.Text, 1));
            Check("shuffled keys again", JsonShuffle.Shuffle(document.Text, 2));
            Check("CRLF", document.Text.ReplaceLineEndings("\r\n"));
            Check("byte order mark", "\uFEFF" + document.Text);
            Check("another path", document.Text, "/elsewhere/ü b.json");
        });
        Assert.Empty(failures.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_culture_changes_no_byte()
    {
        var failures = new ConcurrentBag<string>();
        Parallel.ForEach(Corpus.Documents, document =>
        {
            string expected = InCulture(CultureInfo.InvariantCulture, document.Text);
            foreach (string culture in s_cultures)
                if (InCulture(CultureInfo.GetCultureInfo(culture), document.Text) != expected)
                    failures.Add($"{document.Name}: {culture}");
        });
        Assert.Empty(failures.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Equal_texts_give_equal_models()
    {
        Assert.All(Corpus.Documents, static document =>
        {
            EndpointSpec? first = Read(document.Text).Endpoint;
            EndpointSpec? second = Read(JsonShuffle.Shuffle(document.Text, 3)).Endpoint;
            Assert.Equal(first, second);
            Assert.Equal(first!.GetHashCode(), second!.GetHashCode());
        });
    }

    [Fact]
    public void Every_line_ends_by_a_line_feed_and_none_by_blanks()
    {
        Assert.All(Corpus.Documents, static document => Assert.All(CodeEmitter.Emit(Read(document.Text).Endpoint!), static file =>
        {
            Assert.DoesNotContain('\r', file.Text);
            Assert.DoesNotContain(" \n", file.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("\n\n\n", file.Text, StringComparison.Ordinal);
            Assert.EndsWith("}\n", file.Text, StringComparison.Ordinal);
            Assert.True(file.HintName.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_'), file.HintName);
        }));
    }

    private static string InCulture(CultureInfo culture, string text)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
        try
        {
            return Emit(text);
        }
        finally
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = before;
        }
    }

    private static string Emit(string text, string path = "schemas/a.json") =>
        string.Concat(CodeEmitter.Emit(Read(text, path).Endpoint!).Select(static file => file.HintName + "\n" + file.Text));

    private static ReadResult Read(string text, string path = "schemas/a.json") => SchemaReader.Read(new SchemaInput(path, text, RootNamespace: "Studio"));
}
