using System.Globalization;
using Microsoft.CodeAnalysis;

namespace ComparisonTests.Consumer;

/// <summary>What a program does with one union.</summary>
internal sealed class UnionUse(ConsumerCode code, INamedTypeSymbol type)
{
    public void Write(bool isMade)
    {
        string name = ConsumerCode.Name(type);
        if (type.AllInterfaces.Any(static face => face.Name == "IFalFile"))
            code.Guarded(ConsumerCode.IsObsolete(type), $"static KlingGen.IFalFile File{code.Next()}({name} value) => value;");
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>().Where(static method => method.DeclaredAccessibility == Accessibility.Public))
        {
            bool known = ConsumerCode.IsObsolete(type) || method.Parameters.Any(static parameter => ConsumerCode.IsObsolete(parameter.Type));
            string parameter = method.Parameters.Length == 1 ? ConsumerCode.Name(method.Parameters[0].Type) : "";
            if (method.Name == "Match")
                code.Guarded(known, $"static object? Match{code.Next()}({name} value) => value.Match<object?>({Functions(method)});");
            else if (method.Name.StartsWith("TryGet", StringComparison.Ordinal))
                code.Guarded(known, $"static bool Try{code.Next()}({name} value) {{ bool found = value.{method.Name}(out {parameter} item); _ = item; return found; }}");
            else if (isMade && method is { IsStatic: true, Name: var from } && from.StartsWith("From", StringComparison.Ordinal))
                code.Guarded(known, $"static {name} From{code.Next()}({parameter} item) => {name}.{from}(item);");
            else if (isMade && method.Name == "op_Implicit")
                code.Guarded(known, $"static {name} Convert{code.Next()}({parameter} item) => item;");
        }
    }

    /// <summary>One function a case, by position, its parameter typed.</summary>
    private static string Functions(IMethodSymbol match) => string.Join(", ", match.Parameters.Select(static (parameter, i) =>
        $"({ConsumerCode.Name(((INamedTypeSymbol)parameter.Type).TypeArguments[0])} p{i.ToString(CultureInfo.InvariantCulture)}) => p{i.ToString(CultureInfo.InvariantCulture)}"));
}
