namespace KlingGen.Comparison;

/// <summary>A kind of difference between two models.</summary>
/// <param name="Id">The stable id, <c>KLD001</c> and on.</param>
/// <param name="Name">The id in words, such as <c>member-removed</c>.</param>
/// <param name="Title">One sentence that says what happened.</param>
/// <param name="Source">The most it can mean for code that is compiled again.</param>
/// <param name="Wire">The most it can mean for a program that is already compiled.</param>
/// <param name="Cost">The most it can mean for the price of a call.</param>
/// <param name="IsText">Whether it concerns nothing but words and places of the document; left out of reports unless asked for.</param>
public sealed record ChangeRule(string Id, string Name, string Title, ChangeSeverity Source, ChangeSeverity Wire, ChangeSeverity Cost, bool IsText = false);
