using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using CsCheck;
using KlingGen;
using KlingGen.Cli.Schemas;
using KlingGen.Compiler;
using KlingGen.Emulator.Endpoints;
using KlingGen.Emulator.Exchange;
using KlingGen.TestKit;
using CompilerNumber = KlingGen.Compiler.Json.ExactNumber;

namespace Cli.Tests;

/// <summary>Facts that two assemblies must know each by itself, because neither may refer to the other: both are read here.</summary>
public sealed partial class OneFactTests
{
    private static readonly Dictionary<string, FalHost> s_hosts = new(StringComparer.Ordinal)
    {
        [ServiceHosts.Run] = FalHost.Run,
        [ServiceHosts.RunBackup] = FalHost.Run,
        [ServiceHosts.Queue] = FalHost.Queue,
        [ServiceHosts.QueueBackup] = FalHost.Queue,
        [ServiceHosts.Rest] = FalHost.Rest,
        [ServiceHosts.Cdn] = FalHost.Cdn,
        [ServiceHosts.Platform] = FalHost.Platform,
        [ServiceHosts.Web] = FalHost.Web,
        [ServiceHosts.WebSocket] = FalHost.WebSocket,
    };

    [Fact]
    public void The_emulator_answers_for_every_address_of_the_runtime()
    {
        string[] addresses = [.. typeof(ServiceHosts).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => (string)field.GetRawConstantValue()!).Where(static text => text.EndsWith('/'))];
        Assert.Equal(addresses.Order(StringComparer.Ordinal), s_hosts.Keys.Order(StringComparer.Ordinal));
        Assert.All(s_hosts, static pair => Assert.Equal(pair.Value, HostTable.ByName(new Uri(pair.Key).Host)));
        Assert.All(s_hosts.Keys.Where(static address => address.Contains("fal.ai", StringComparison.Ordinal)), static address => Assert.True(LockSources.IsService(address)));
        Assert.Equal(FalHost.Cdn, HostTable.ByName("v3b" + ServiceHosts.CdnSuffix));
    }

    [Fact]
    public void Options_begin_with_the_addresses_of_the_table()
    {
        foreach (object options in new object[] { new FalClientOptions(), new FalWebhookOptions() })
            foreach (PropertyInfo property in options.GetType().GetProperties().Where(static property => property.Name.EndsWith("BaseAddress", StringComparison.Ordinal)))
                Assert.Contains(((Uri)property.GetValue(options)!).AbsoluteUri, s_hosts.Keys);
    }

    /// <summary>No source but the tables spells an address of the service, and no page names a host that is not in them.</summary>
    [Fact]
    public void Addresses_stand_in_the_tables_alone()
    {
        string[] found = [.. Directory.EnumerateDirectories(Repository.Root).Where(static room => Path.GetFileName(room) is "cli" or "runtime").SelectMany(static room => Directory.EnumerateFiles(room, "*.cs", SearchOption.AllDirectories))
            .Where(static file => !file.Contains("/obj/", StringComparison.Ordinal) && Path.GetFileName(file) != "ServiceHosts.cs" && !file.Contains("/Commands/", StringComparison.Ordinal))
            .SelectMany(static file => File.ReadLines(file).Where(static line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && Address().IsMatch(line)).Select(line => $"{Path.GetFileName(file)}: {line.Trim()}"))];
        Assert.Empty(found);

        IEnumerable<string> pages = Directory.EnumerateFiles(Repository.File("docs"), "*.md", SearchOption.AllDirectories).Append(Repository.File("README.md"));
        Assert.All(pages.SelectMany(static page => Address().Matches(File.ReadAllText(page))), static address => Assert.Contains(s_hosts.Keys, known => new Uri(known).Host == new Uri(address.Value).Host));
    }

    [Fact]
    public void Runtime_and_emulator_take_an_id_apart_alike()
    {
        Gen<string> segment = Gen.OneOf(Words("workflows", "comfy", "fal-ai", "flux", "v1.5", "requests", "123-app"), Gen.String[Gen.Char["abcXYZ019-_.~@+"], 1, 6]);
        segment.Array[1, 5].Select(static parts => string.Join('/', parts)).Where(EndpointIds.IsSound).Holds(static id =>
        {
            EndpointPath path = EndpointPath.Parse(id);
            EndpointName name = EndpointName.Of(id)!.Value;
            Assert.Equal((path.App, path.Full), (name.Application, name.Id));
        }, iter: 2_000);
    }

    [Fact]
    public void Runtime_and_compiler_read_a_number_alike()
    {
        Gen<string> number = Gen.Select(Words("", "-"), Gen.Int[0, 999_999], Words("", ".0", ".5", ".125", ".000", "00"), Words("", "e0", "E+2", "e-3", "e20", "e-20"), static (sign, whole, fraction, exponent) =>
            sign + whole.ToString(CultureInfo.InvariantCulture) + (fraction == "00" ? (whole == 0 ? "" : "00") : fraction) + exponent);
        Gen.Select(number, number).Holds(static (left, right) =>
        {
            CompilerNumber a = CompilerNumber.Parse(left), b = CompilerNumber.Parse(right);
            ExactNumber x = ExactNumber.Parse(System.Text.Encoding.ASCII.GetBytes(left), new byte[left.Length]), y = ExactNumber.Parse(System.Text.Encoding.ASCII.GetBytes(right), new byte[right.Length]);
            Assert.Equal(a.CompareTo(b) == 0, x.Equals(y));
            Assert.Equal(a.IsWhole ? a.Floor() : null, x.TryToInt64(out long whole) ? whole : null);
            if (a.IsMultipleOf(b) is { } multiple)
                Assert.Equal(multiple, x.IsMultipleOf(y));
        }, iter: 5_000);
    }

    [Theory]
    [InlineData("""{"prices":[{"endpoint_id":"a/b","unit_price":0.5,"unit":"images","currency":"USD"}]}""", "0.5 images USD")]
    [InlineData("""{"prices":[{"endpoint_id":"a/b","unit_price":-1,"unit":"images","currency":"USD"}]}""", null)]
    [InlineData("""{"prices":[{"endpoint_id":"a/b","unit_price":"1","unit":"images","currency":"USD"}]}""", null)]
    [InlineData("""{"prices":[{"endpoint_id":"a/c","unit_price":1,"unit":"images","currency":"USD"}]}""", null)]
    [InlineData("""{"prices":[7,{"endpoint_id":"a/b","unit_price":0}]}""", "0  ")]
    public void A_price_is_read_in_one_way(string answer, string? expected)
    {
        PriceAnswer? found = PriceAnswer.Find(System.Text.Encoding.UTF8.GetBytes(answer), "a/b");
        Assert.Equal(expected, found is null ? null : string.Create(CultureInfo.InvariantCulture, $"{found.Amount} {found.Unit} {found.Currency}"));
    }

    private static Gen<string> Words(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    [GeneratedRegex("(https|wss)://[a-z0-9.-]*(fal\\.(ai|run|media)|falrun\\.com)")]
    private static partial Regex Address();
}
