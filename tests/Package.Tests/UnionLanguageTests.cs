using KlingGen.TestKit;

namespace Package.Tests;

/// <summary>Where the compiler knows unions, an emitted union is one: a switch over its types needs no default, and a missing type is a warning.</summary>
public sealed class UnionLanguageTests(PackageFeed feed)
{
    private static readonly string s_schema = SmallSchema.Endpoint("studio/x",
        """{"type":"object","properties":{"strength":{"anyOf":[{"type":"number"},{"type":"string"},{"type":"array","items":{"type":"number"}}]}}}""");

    // The attribute is .NET 11's; the compiler of this SDK goes by its name.
    private const string Attribute = """
        namespace System.Runtime.CompilerServices
        {
            [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
            public sealed class UnionAttribute : Attribute;
        }
        """;

    private const string Program = """
        using MyApp.Fal.Studio.X;

        Strength[] all = [0.5, "text", new[] { 0.5, 1 }];
        foreach (Strength strength in all)
            Console.WriteLine(strength switch
            {
                double number => $"number {number}",
                string text => text,
                IReadOnlyList<double> numbers => $"{numbers.Count} numbers",
            });
        """;

    [Fact]
    public async Task A_switch_over_the_types_is_complete()
    {
        using Consumer consumer = Consumer.Create(feed, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <LangVersion>preview</LangVersion>
                <DefineConstants>$(DefineConstants);NET11_0_OR_GREATER</DefineConstants>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="KlingGen" Version="{feed.Version}" />
                <KlingGenSchema Include="schemas/{Consumer.SchemaName}" />
              </ItemGroup>
            </Project>
            """, Program, s_schema);
        consumer.Write("UnionAttribute.cs", Attribute);

        CommandResult run = await consumer.DotnetAsync("run");
        run.ShouldSucceed();
        Assert.Equal(["number 0.5", "text", "2 numbers"], run.Output.Trim().Split('\n').Select(static line => line.Trim()));

        consumer.Write("Program.cs", Program.Replace("    string text => text,", "", StringComparison.Ordinal));
        CommandResult incomplete = await consumer.DotnetAsync("build");
        Assert.NotEqual(0, incomplete.ExitCode);
        Assert.Contains("CS8509", incomplete.Output, StringComparison.Ordinal);
    }
}
