using System.Text.RegularExpressions;
using KlingGen.TestKit;

namespace Package.Tests;

/// <summary>A project that cannot use generated code is refused by one error; docs/supported.md has the list.</summary>
public sealed partial class SupportTests(PackageFeed feed)
{
    private const string Program = """
        namespace MyApp;

        public static class Use
        {
            public static int Errors(string prompt) => System.Linq.Enumerable.Count(new Fal.KlingImageV3TextToImage.KlingImageV3TextToImageInput { Prompt = prompt }.Validate());
        }
        """;

    [Theory]
    [InlineData("MyApp.fsproj", "net10.0", "", "this project is in F#")]
    [InlineData("MyApp.vbproj", "net10.0", "", "this project is in VB")]
    [InlineData("MyApp.csproj", "net10.0", "<LangVersion>10</LangVersion>", "LangVersion of this project is '10'")]
    [InlineData("MyApp.csproj", "net8.0", "<LangVersion>7.3</LangVersion>", "LangVersion of this project is '7.3'")]
    [InlineData("MyApp.csproj", "net10.0", "<LangVersion>ISO-2</LangVersion>", "LangVersion of this project is 'ISO-2'")]
    [InlineData("MyApp.csproj", "net5.0", "<DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences><LangVersion>latest</LangVersion>", "this project targets 'net5.0'")]
    [InlineData("MyApp.csproj", "net6.0", "<DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>", "is '10.0', which is also what 'net6.0' has by default. Set LangVersion to 11")]
    [InlineData("MyApp.csproj", "netstandard2.0", "", "is '7.3', which is also what 'netstandard2.0' has by default. Set LangVersion to 11")]
    public async Task What_cannot_work_is_one_error(string project, string framework, string properties, string words)
    {
        using Consumer consumer = Consumer.Create(feed, Project(framework, properties), "", Schema(), project);

        CommandResult build = await consumer.DotnetAsync("build");

        Assert.NotEqual(0, build.ExitCode);
        string error = Assert.Single(Errors().Matches(build.Output).Select(static match => match.Value.Trim()).Distinct());
        Assert.StartsWith("error KLG0020: ", error, StringComparison.Ordinal);
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("net8.0", "<LangVersion>11</LangVersion>")]
    [InlineData("net8.0", "<LangVersion>default</LangVersion>")]
    [InlineData("net10.0", "<LangVersion>latest</LangVersion>")]
    [InlineData("netstandard2.0", "<LangVersion>11</LangVersion>")]
    [InlineData("net48", "<LangVersion>latest</LangVersion>")]
    [InlineData("netstandard2.0;net48;net10.0", "<LangVersion>latest</LangVersion>")]
    public async Task What_can_work_builds(string framework, string properties)
    {
        using Consumer consumer = Consumer.Create(feed, Project(framework, properties), Program, Schema());

        (await consumer.DotnetAsync("build", "-warnaserror")).ShouldSucceed();
    }

    [Fact]
    public async Task FSharp_uses_a_library_in_CSharp()
    {
        using Consumer consumer = Consumer.Create(feed, Project("net10.0", ""), Program, Schema());
        consumer.Write("FSharp/FSharp.fsproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup>
              <ItemGroup><Compile Include="Program.fs" /><ProjectReference Include="../MyApp.csproj" /></ItemGroup>
            </Project>
            """);
        consumer.Write("FSharp/Program.fs", """
            open MyApp.Fal.KlingImageV3TextToImage
            printfn "%d" (Seq.length (KlingImageV3TextToImageInput(Prompt = String.replicate 2501 "a").Validate()))
            """);

        CommandResult run = await consumer.DotnetAsync("run", "--project", "FSharp");
        run.ShouldSucceed();

        Assert.Equal("1", run.Output.Trim());
    }

    private static string Schema() => File.ReadAllText(Repository.File("schemas/" + Consumer.SchemaName));

    private string Project(string framework, string properties) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFrameworks>{framework}</TargetFrameworks>
            <RootNamespace>MyApp</RootNamespace>
            <EnableDefaultCompileItems Condition="'$(MSBuildProjectExtension)' == '.csproj'">false</EnableDefaultCompileItems>
            <CheckEolTargetFramework>false</CheckEolTargetFramework>
            <NuGetAudit>false</NuGetAudit>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            <Compile Include="Program.cs" Condition="'$(MSBuildProjectExtension)' == '.csproj'" />
            <PackageReference Include="KlingGen" Version="{feed.Version}" />
            <PackageReference Include="Microsoft.NETFramework.ReferenceAssemblies.net48" Version="1.0.3" PrivateAssets="all" Condition="'$(TargetFramework)' == 'net48'" />
            <KlingGenSchema Include="schemas/*.json" />
          </ItemGroup>
        </Project>
        """;

    [GeneratedRegex(@"error [A-Z]+\d+: [^\n\[]*")]
    private static partial Regex Errors();
}
