using System.Reflection;
using Xunit.v3;

namespace KlingGen.TestKit;

/// <summary>Writes the seeds of a run that is not the usual one into the output of each test, which a failure shows.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ShowsSeedAttribute : BeforeAfterTestAttribute
{
    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (Seeds.IsChosen)
            TestContext.Current.TestOutputHelper?.WriteLine(Seeds.Reproduce);
    }
}
