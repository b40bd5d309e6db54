using System.Text.RegularExpressions;
using Generated.Tests.Fal.KlingImageV3TextToImage;
using KlingGen.TestKit;

namespace Generated.Tests;

/// <summary>What the README says a program prints is what it prints.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void The_words_of_Validate_are_those_in_the_README()
    {
        Match shown = Words().Match(File.ReadAllText(Repository.File("README.md")));
        Assert.True(shown.Success, "The README shows no error of Validate().");
        KlingImageV3TextToImageInput input = new() { Prompt = "x", NumImages = 10 };
        Assert.Equal(Assert.Single(input.Validate()).ToString(), shown.Groups[1].Value);
    }

    [GeneratedRegex(@"foreach \(FalValidationError error in input\.Validate\(\)\)\s+Console\.WriteLine\(error\);\s*// (.*)")]
    private static partial Regex Words();
}
