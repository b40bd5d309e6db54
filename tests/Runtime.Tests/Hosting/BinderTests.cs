using System.Globalization;
using System.Reflection;
using KlingGen;
using Microsoft.Extensions.Configuration;

namespace Runtime.Tests.Hosting;

/// <summary>Every option that a configuration can hold is read from it.</summary>
public class BinderTests
{
    // Objects and functions of the program; a configuration has none.
    private static readonly string[] s_code = [nameof(FalClientOptions.IgnoreValidationError), nameof(FalClientOptions.LoggerFactory), nameof(FalClientOptions.TimeProvider)];

    [Fact]
    public void Every_option_is_bound()
    {
        PropertyInfo[] options = [.. typeof(FalClientOptions).GetProperties().Where(static option => option.SetMethod?.IsPublic == true && !s_code.Contains(option.Name))];
        Assert.True(options.Length >= 20, $"{options.Length} options");
        foreach (PropertyInfo option in options)
        {
            object? standard = option.GetValue(new FalClientOptions());
            (string key, string text, object value) = Another(option, standard);
            var bound = new FalClientOptions();
            FalOptionsBinder.Bind(Configuration((key, text)), bound);
            Assert.Equal(value, option.GetValue(bound));
            Assert.NotEqual(value, standard);
        }
    }

    [Fact]
    public void An_emulator_is_bound_as_the_options_for_it_are_made()
    {
        var bound = new FalClientOptions();
        FalOptionsBinder.Bind(Configuration(("EmulatorAddress", "http://127.0.0.1:5000")), bound);
        FalClientOptions made = FalClientOptions.ForEmulator(new Uri("http://127.0.0.1:5000"));
        Assert.All(typeof(FalClientOptions).GetProperties().Where(static option => option.Name != nameof(FalClientOptions.UploadRoutes)), option => Assert.Equal(option.GetValue(made), option.GetValue(bound)));
        Assert.Equal(made.UploadRoutes, bound.UploadRoutes);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000")]
    [InlineData("http://127.0.0.1:5000/?a=b")]
    [InlineData("EmulatorAddress=http://127.0.0.1:5000/")]
    [InlineData(" emulatoraddress = http://127.0.0.1:5000 ; ")]
    public void A_connection_string_names_an_emulator(string text)
    {
        var bound = new FalClientOptions();
        FalOptionsBinder.Bind(Configuration(("ConnectionStrings:fal", text)).GetSection("ConnectionStrings:fal"), bound);
        Assert.StartsWith("http://127.0.0.1:5000/", bound.QueueBaseAddress.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(FalClientOptions.EmulatorKey, bound.ApiKey);
    }

    [Fact]
    public void A_connection_string_has_the_names_of_the_section()
    {
        var bound = new FalClientOptions();
        FalOptionsBinder.Bind(Configuration(("fal", "ApiKey=id:secret=1;MaxRetries=7;Timeout=00:01:00")).GetSection("fal"), bound);
        Assert.Equal(("id:secret=1", 7, TimeSpan.FromMinutes(1)), (bound.ApiKey, bound.MaxRetries, bound.Timeout));
    }

    [Theory]
    [InlineData("id:secret", "fal is not a connection string")]
    [InlineData("=x", "fal is not a connection string")]
    [InlineData("MaxRetries=many", "fal:MaxRetries is not a whole number")]
    [InlineData("EmulatorAddress=ftp://x/", "fal:EmulatorAddress is not an absolute address")]
    public void A_connection_string_that_cannot_be_read_is_named_and_not_quoted(string text, string words)
    {
        var error = Assert.Throws<InvalidOperationException>(() => FalOptionsBinder.Bind(Configuration(("fal", text)).GetSection("fal"), new FalClientOptions()));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message.Replace("<key secret>", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SignedUrl", new[] { FalUploadRoute.SignedUrl })]
    [InlineData(" signedurl , CDN ", new[] { FalUploadRoute.SignedUrl, FalUploadRoute.Cdn })]
    public void A_list_may_be_words_between_commas(string text, FalUploadRoute[] routes)
    {
        var options = new FalClientOptions();
        FalOptionsBinder.Bind(Configuration(("UploadRoutes", text)), options);
        Assert.Equal(routes, options.UploadRoutes);
    }

    [Theory]
    [InlineData("UploadRoutes", "Cdn,Boat", "UploadRoutes is not a list of Cdn, SignedUrl")]
    [InlineData("UploadRoutes", "7", "UploadRoutes is not a list of Cdn, SignedUrl")]
    [InlineData("UploadRoutes:1", "Boat", "UploadRoutes:1 is not one of Cdn, SignedUrl")]
    [InlineData("UploadRoutes:0", "", "UploadRoutes:0 is not one of Cdn, SignedUrl")]
    [InlineData("EmulatorAddress", "ftp://127.0.0.1/", "EmulatorAddress is not an absolute address that starts with http")]
    [InlineData("EmulatorAddress", "/emulator", "EmulatorAddress is not an absolute address that starts with http")]
    public void A_value_that_cannot_be_read_is_named_by_its_path(string key, string text, string words)
    {
        var error = Assert.Throws<InvalidOperationException>(() => FalOptionsBinder.Bind(Configuration((key, text)), new FalClientOptions()));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    private static (string Key, string Text, object Value) Another(PropertyInfo option, object? standard) => standard switch
    {
        bool flag => (option.Name, flag ? "false" : "TRUE", !flag),
        int number => (option.Name, (number + 1).ToString(CultureInfo.InvariantCulture), number + 1),
        long number => (option.Name, (number + 1).ToString(CultureInfo.InvariantCulture), number + 1),
        TimeSpan span => (option.Name, (span + TimeSpan.FromSeconds(1)).ToString("c", CultureInfo.InvariantCulture), span + TimeSpan.FromSeconds(1)),
        Uri => (option.Name, "https://other.example/base/", new Uri("https://other.example/base/")),
        Enum word => Enum.GetValues(word.GetType()).Cast<Enum>().First(other => !other.Equals(word)) is var other ? (option.Name, other.ToString(), other) : default,
        IReadOnlyList<FalUploadRoute> => (option.Name + ":0", "SignedUrl", new[] { FalUploadRoute.SignedUrl }),
        null when option.PropertyType == typeof(Uri) => (option.Name, "https://other.example/proxy", new Uri("https://other.example/proxy")),
        null when option.PropertyType == typeof(string) => (option.Name, "a:b", "a:b"),
        _ => throw new InvalidOperationException($"FalClientOptions.{option.Name} is a {option.PropertyType}: teach FalOptionsBinder and this test to read it."),
    };

    private static IConfiguration Configuration(params (string Key, string? Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(static value => KeyValuePair.Create(value.Key, value.Value))).Build();
}
