using KlingGen.Compiler.Naming;

namespace KlingGen.Compiler.Emit;

/// <summary>The face of a record or tuple: its members and their documentation.</summary>
internal static class RecordEmitter
{
    public static SourceFile Emit(EndpointSpec endpoint, RecordSpec spec, IReadOnlyDictionary<string, EnumSpec> enums)
    {
        var file = new SourceBuilder(endpoint);
        string[] bases = [.. Bases(endpoint, spec)];
        string otherwise = spec.IsRoot ? $"Request of <c>{XmlText.Escape(endpoint.EndpointId)}</c>."
            : endpoint.Output is NamedType output && output.Name == spec.Name ? $"Result of <c>{XmlText.Escape(endpoint.EndpointId)}</c>."
            : $"The object <c>{spec.Name}</c> of the schema.";
        using (Open(file, spec, otherwise, bases))
        {
            foreach (MemberSpec member in spec.Members)
            {
                file.Body.Blank();
                WriteProperty(file, member, spec, enums);
            }
            file.Body.Blank();
            WriteAdditional(file);
            if (spec.IsFile)
                WriteFile(file, spec);
            file.Body.Blank();
            WriteFields(file, spec.Members);
            file.Body.Line("private readonly FalMap<FalJson>? _additionalProperties;");
        }
        return file.Build(spec.Name);
    }

    public static SourceFile Emit(EndpointSpec endpoint, TupleSpec spec, IReadOnlyDictionary<string, EnumSpec> enums)
    {
        var file = new SourceBuilder(endpoint);
        using (Open(file, spec, $"A JSON array of {spec.Items.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)} items, each with a meaning of its own.", []))
        {
            foreach (MemberSpec item in spec.Items)
            {
                file.Body.Blank();
                WriteProperty(file, item, spec, enums);
            }
            file.Body.Blank();
            WriteFields(file, spec.Items);
        }
        return file.Build(spec.Name);
    }

    private static IndentedWriter.Scope Open(SourceBuilder file, DefinitionSpec spec, string otherwise, string[] bases)
    {
        file.Use("System.Text.Json.Serialization");
        file.Use("KlingGen.Serialization");
        DocEmitter.Write(file.Body, spec.Doc, otherwise);
        file.GeneratedCode();
        file.Obsolete(spec.Obsolete);
        string name = Identifier.Escape(spec.Name);
        if (spec.Obsolete is not null)
            file.AllowObsolete();
        file.Body.Line($"[JsonConverter(typeof(FalJsonConverter<{name}>))]");
        file.Body.Line($"{file.Visibility} sealed partial record {name}{(bases.Length == 0 ? "" : " : " + string.Join(", ", bases))}");
        if (bases.Contains("IFalInput"))
            file.Use("KlingGen.Validation");
        if (bases.Contains("IFalFile"))
            file.Use("KlingGen");
        return file.Body.Block();
    }

    private static IEnumerable<string> Bases(EndpointSpec endpoint, RecordSpec spec)
    {
        if (spec.IsRoot)
            yield return "IFalInput";
        if (spec.IsFile)
            yield return "IFalFile";
    }

    private static void WriteProperty(SourceBuilder file, MemberSpec member, DefinitionSpec owner, IReadOnlyDictionary<string, EnumSpec> enums)
    {
        IndentedWriter body = file.Body;
        string[] sentences = [RuleText.Describe(member.Value), RuleText.Default(member, enums)];
        string facts = string.Join(" ", sentences.Where(static sentence => sentence.Length > 0));
        string summary = member.Doc.Summary.Length > 0 ? member.Doc.Summary : $"The member <c>{XmlText.Escape(member.WireName)}</c>.";
        DocEmitter.Write(body, summary, [.. member.Doc.Remarks, .. facts.Length > 0 ? [facts] : Array.Empty<string>()], [.. member.Examples]);
        file.Obsolete(member.Obsolete);

        string type = MemberCode.PropertyType(file.Types, member);
        string required = MemberCode.IsRequired(member, owner) ? "required " : "";
        string name = Identifier.Escape(member.Name);
        if (!CSharpTypes.IsCollection(member.Value.Type))
        {
            string initial = member.Presence == MemberPresence.Fixed ? $" = {MemberCode.Constant(member.Value)};" : "";
            body.Line($"public {required}{type} {name} {{ get; init; }}{initial}");
            return;
        }

        // Copied once into an immutable list, so that records compare by value.
        string field = MemberCode.Field(member);
        string from = member.Value.Type is ListType ? "FalList.From" : "FalMap.From";
        string init = member.Presence == MemberPresence.OptionalNullable
            ? $"value.IsPresent ? new({from}(value.Value)) : value"
            : $"{from}(value){(MemberCode.IsNullable(member) ? "" : "!")}";
        body.Line($"public {required}{type} {name} {{ get => {field}; init => {field} = {init}; }}");
    }

    /// <summary>What the collections are kept in: below the members, where nobody has to read past them.</summary>
    private static void WriteFields(SourceBuilder file, IEnumerable<MemberSpec> members)
    {
        foreach (MemberSpec member in members.Where(static member => CSharpTypes.IsCollection(member.Value.Type)))
        {
            string field = MemberCode.Field(member);
            file.Body.Line(member.Presence == MemberPresence.OptionalNullable
                ? $"private readonly {MemberCode.PropertyType(file.Types, member)} {field};"
                : $"private readonly {file.Types.Store(member.Value.Type)}{(MemberCode.IsNullable(member) ? $"? {field}" : $" {field} = null!")};");
        }
    }

    private static void WriteAdditional(SourceBuilder file)
    {
        file.Use("System.Collections.Generic");
        file.Use("KlingGen");
        IndentedWriter body = file.Body;
        DocEmitter.Write(body, "Members that the schema does not name: kept as they came, and sent as they are.");
        body.Line("public IReadOnlyDictionary<string, FalJson>? AdditionalProperties { get => _additionalProperties; init => _additionalProperties = FalMap.From(value); }");
    }

    /// <summary>What of the runtime's file interface the record's own members do not already give.</summary>
    private static void WriteFile(SourceBuilder file, RecordSpec spec)
    {
        foreach ((string wire, string name, string type) in new[] { ("url", "Url", "string"), ("content_type", "ContentType", "string?"), ("file_name", "FileName", "string?"), ("file_size", "FileSize", "long?") })
        {
            MemberSpec? member = spec.Members.FirstOrDefault(candidate => candidate.WireName == wire);
            if (member is not null && member.Name == name && MemberCode.PropertyType(file.Types, member) is { } own && (own == type || own + "?" == type) && own != "long")
                continue;
            file.Body.Blank();
            file.Body.Line($"{type} IFalFile.{name} => {FileValue(member, wire)};");
        }
    }

    private static string FileValue(MemberSpec? member, string wire)
    {
        string name = member is null ? "" : Identifier.Escape(member.Name);
        bool isText = member?.Value.Type is ScalarType { Kind: ScalarKind.String };
        bool isPlain = member is not null && member.Presence != MemberPresence.OptionalNullable;
        return wire switch
        {
            "url" => isPlain ? name + (MemberCode.IsNullable(member!) ? " ?? string.Empty" : "") : name + ".Value ?? string.Empty",
            "file_size" when member?.Value.Type is ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Int64 } => isPlain ? name : name + ".Value",
            "file_size" when member?.Value.Type is ScalarType { Kind: ScalarKind.Double } => "(long?)" + (isPlain ? name : name + ".Value"),
            "file_size" => "null",
            _ when isText => isPlain ? name : name + ".Value",
            _ when member?.Value.Type is NamedType { Kind: NamedKind.OpenEnum } && isPlain => name + (MemberCode.IsNullable(member) ? "?" : "") + ".ToString()",
            _ => "null",
        };
    }
}
