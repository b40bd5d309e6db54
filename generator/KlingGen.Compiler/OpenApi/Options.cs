using System.Globalization;
using KlingGen.Compiler.Naming;

namespace KlingGen.Compiler.OpenApi;

/// <summary>Checks and completes what the project says about a schema file.</summary>
internal static class Options
{
    private const string ServiceOwner = "fal-ai";

    // What is called after the endpoint, whatever its schema says.
    private static readonly string[] s_ownTypes = ["{0}Client", "I{0}Client", "{0}Extensions", "{0}Json", "{0}Input", "{0}Output"];

    public static bool Check(SchemaInput input, ProblemList problems)
    {
        bool fine = true;
        void Refuse(string name, string? value, string rule)
        {
            problems.Add(ProblemIds.InvalidOption, $"The metadata {name}=\"{value}\" of this KlingGenSchema item is not usable: {rule}.", 0, 0);
            fine = false;
        }

        if (!string.IsNullOrWhiteSpace(input.Namespace) && !Identifier.IsNamespace(input.Namespace!.Trim()))
            Refuse("Namespace", input.Namespace, "a namespace is identifiers joined by dots");
        if (!string.IsNullOrWhiteSpace(input.ClientName) && !Identifier.IsIdentifier(input.ClientName!.Trim()))
            Refuse("ClientName", input.ClientName, "the name of a client must be one C# identifier");
        if (!string.IsNullOrWhiteSpace(input.Visibility) && Visibility(input) is not ("public" or "internal"))
            Refuse("Visibility", input.Visibility, "it must be 'public' or 'internal'");
        foreach ((string name, string? value) in new[] { ("AI", input.AI), ("OpenApi", input.OpenApi) })
        {
            if (!string.IsNullOrWhiteSpace(value) && Flag(value) is not ("true" or "false"))
                Refuse(name, value, "it must be 'true' or 'false'");
        }
        return fine;
    }

    public static bool DescribesModel(SchemaInput input) => Flag(input.AI) == "true";

    public static bool DescribesTypes(SchemaInput input) => Flag(input.OpenApi) == "true";

    public static bool IsPublic(SchemaInput input) => Visibility(input) != "internal";

    public static string ClientName(SchemaInput input, string endpointId) =>
        string.IsNullOrWhiteSpace(input.ClientName) ? ClientName(Identifier.Type(WithoutOwner(endpointId), "Endpoint")) : input.ClientName!.Trim();

    /// <summary>An endpoint <c>http</c> has no <c>HttpClient</c>: what every C# file already knows keeps its name.</summary>
    private static string ClientName(string name) =>
        s_ownTypes.Any(type => ReservedNames.IsType(string.Format(CultureInfo.InvariantCulture, type, name))) ? "Fal" + name : name;

    public static string Namespace(SchemaInput input, string endpointId)
    {
        if (!string.IsNullOrWhiteSpace(input.Namespace))
            return input.Namespace!.Trim();

        string root = string.IsNullOrWhiteSpace(input.RootNamespace) ? "" : SafeRoot(input.RootNamespace!.Trim()) + ".";
        int slash = endpointId.IndexOf('/');
        string owner = slash > 0 ? endpointId.Substring(0, slash) : "";

        // Other owners publish endpoints of the same name: each has a namespace of its own.
        string middle = owner.Length == 0 || owner == ServiceOwner ? "" : Segment(owner) + ".";
        return $"{root}Fal.{middle}{Segment(WithoutOwner(endpointId))}";
    }

    /// <summary>A sibling namespace named like one of the runtime's types would hide it.</summary>
    private static string Segment(string text)
    {
        string name = Identifier.Type(text, "Endpoint");
        return ReservedNames.IsForeignType(name) || ReservedNames.IsMember(name) ? name + "Endpoint" : name;
    }

    /// <summary>The build derives a root namespace from the project's file name, which may be anything.</summary>
    private static string SafeRoot(string root) => Identifier.IsNamespace(root) ? root : string.Join(".", root.Split('.').Select(static segment => Identifier.IsIdentifier(segment) ? segment : Identifier.Type(segment, "_")));

    private static string WithoutOwner(string endpointId) => endpointId.IndexOf('/') is var slash and >= 0 ? endpointId.Substring(slash + 1) : endpointId;

    private static string Flag(string? value) => value?.Trim().ToLowerInvariant() ?? "";

    private static string Visibility(SchemaInput input) => string.IsNullOrWhiteSpace(input.Visibility) ? "public" : input.Visibility!.Trim().ToLowerInvariant();
}
