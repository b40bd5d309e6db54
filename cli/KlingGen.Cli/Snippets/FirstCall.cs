using KlingGen.Compiler;
using KlingGen.Compiler.CSharp;
using KlingGen.Compiler.Emit;
using KlingGen.Compiler.Naming;

namespace KlingGen.Cli.Snippets;

/// <summary>A program of a few lines that calls an endpoint with what it cannot do without; it compiles as it stands.</summary>
internal static class FirstCall
{
    /// <param name="endpoint">The model of the endpoint in its project.</param>
    /// <param name="emulator">The emulator to call; null for the service itself.</param>
    /// <param name="input">The C# of the input; null for one with what it cannot do without.</param>
    public static string Write(EndpointSpec endpoint, Uri? emulator = null, string? input = null)
    {
        string client = emulator is null
            ? "new FalClient();    // the key comes from FAL_KEY"
            : $"new FalClient(FalClientOptions.ForEmulator(new Uri({CSharpText.Literal(emulator.ToString())})));    // new FalClient() calls the service, with the key in FAL_KEY";
        var values = new SampleValues(endpoint);
        string result = Save(endpoint, out string? save) ? save! : "Console.WriteLine(result.Value);";
        return $"""
            using KlingGen;
            using {string.Join('.', endpoint.Namespace.Split('.').Select(Identifier.Escape))};

            using var fal = {client}

            var result = await fal.{Identifier.Escape(endpoint.ClientName)}().SubscribeAsync({input ?? values.Of(endpoint.Input, 0)});

            {result}

            """.ReplaceLineEndings("\n");
    }

    /// <summary>Where the result has files at hand, saving them says more than printing it.</summary>
    private static bool Save(EndpointSpec endpoint, out string? statement)
    {
        statement = null;
        if (endpoint.Output is not NamedType { Kind: NamedKind.Record } output || Find(endpoint, output) is not RecordSpec record)
            return false;
        foreach (MemberSpec member in record.Members)
        {
            if (member.Obsolete is not null)
                continue;
            string access = $"result.Value.{Identifier.Escape(member.Name)}";
            bool isNullable = MemberCode.IsNullable(member);
            if (member.Value.Type is ListType { Item: { IsNullable: false } item } && IsFile(endpoint, item.Type))
                statement = $"foreach (var file in {access}{(isNullable ? " ?? []" : "")})\n    Console.WriteLine(await file.SaveAsync(\"out\", fal));";
            else if (IsFile(endpoint, member.Value.Type))
                statement = isNullable ? $"if ({access} is {{ }} file)\n    Console.WriteLine(await file.SaveAsync(\"out\", fal));" : $"Console.WriteLine(await {access}.SaveAsync(\"out\", fal));";
            if (statement is not null)
                return true;
        }
        return false;
    }

    private static bool IsFile(EndpointSpec endpoint, TypeSpec type) => type is NamedType named && Find(endpoint, named) is RecordSpec { IsFile: true } or UnionSpec { IsFile: true };

    private static DefinitionSpec? Find(EndpointSpec endpoint, NamedType type) => endpoint.Definitions.FirstOrDefault(definition => definition.Name == type.Name);
}
