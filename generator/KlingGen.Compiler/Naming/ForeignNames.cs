using KlingGen.Compiler.Naming;

namespace KlingGen.Compiler;

/// <summary>Names that emitted code takes from the runtime and from .NET, and the first segment of its own namespaces.</summary>
public static class ForeignNames
{
    /// <summary>Whether emitted code may mean a type or a namespace of this name that it does not declare.</summary>
    /// <param name="name">The name, without type parameters.</param>
    public static bool Contains(string name) => name == "Fal" || (name != "TResult" && ReservedNames.IsForeignType(name));

    /// <summary>Whether the runtime has a type of this name that emitted code uses as a value, so that a member could be mistaken for it.</summary>
    /// <param name="name">The name, without type parameters.</param>
    public static bool IsRuntime(string name) => name.StartsWith("Fal", StringComparison.Ordinal) && name.Length > 3 && Contains(name);
}
