using KlingGen.Compiler.Naming;

namespace KlingGen.Compiler.Emit;

/// <summary>The face of a record or tuple: its members and their documentation.</summary>
internal static class RecordEmitter
{
    public static void Emit(SourceBuilder file, RecordSpec spec, IReadOnlyDictionary<string, DefinitionSpec> definitions)
    {
        EndpointSpec endpoint = file.Endpoint;
        file.NextType();
        string[] bases = [.. Bases(spec)];
        string otherwise = spec.IsRoot ? $"Request of <c>{XmlText.Escape(endpoint.EndpointId)}</c>."
            : endpoint.Output is NamedType output && output.Name == spec.Name ? $"Result of <c>{XmlText.Escape(endpoint.EndpointId)}</c>."
            : $"The object <c>{spec.Name}</c> of the schema.";
        using (Open(file, spec, otherwise, bases))
        {
            foreach (MemberSpec member in spec.Members)
            {
                file.Body.Blank();
                WriteProperty(file, member, spec, definitions);
            }
            if (spec.KeepsOthers)
            {
                file.Body.Blank();
                WriteAdditional(file, spec);
            }
            if (spec.IsFile)
                WriteFile(file, spec);
            file.Body.Blank();
            WriteFields(file, spec.Members);
            if (spec.KeepsOthers)
                file.Body.Line("private readonly FalMap<FalJson>? _additionalProperties;");
        }
    }

    public static void Emit(SourceBuilder file, TupleSpec spec, IReadOnlyDictionary<string, DefinitionSpec> definitions)
    {
        file.NextType();
        using (Open(file, spec, $"A JSON array of {TupleCode.Length(spec)}, each with a meaning of its own.", []))
        {
            foreach (MemberSpec item in spec.Items)
            {
                file.Body.Blank();
                WriteProperty(file, item, spec, definitions);
            }
            file.Body.Blank();
            WriteFields(file, spec.Items);
        }
    }

    private static IndentedWriter.Scope Open(SourceBuilder file, DefinitionSpec spec, string otherwise, string[] bases)
    {
        file.Use("System.Text.Json.Serialization");
        file.Use("KlingGen.CompilerServices");
        DocEmitter.Write(file.Body, spec.Doc, otherwise);
        file.GeneratedCode();
        file.Obsolete(spec.Obsolete);
        string name = Identifier.Escape(spec.Name);
        file.Body.Line($"[JsonConverter(typeof(FalJsonConverter<{name}>))]");
        file.Body.Line($"{file.Visibility} sealed partial record {name}{(bases.Length == 0 ? "" : " : " + string.Join(", ", bases))}");
        if (bases.Contains("IFalInput"))
            file.Use("KlingGen.CompilerServices");
        if (bases.Contains("IFalFile"))
            file.Use("KlingGen");
        return file.Body.Block();
    }

    private static IEnumerable<string> Bases(RecordSpec spec)
    {
        if (spec.IsRoot)
            yield return "IFalInput";
        if (spec.IsFile)
            yield return "IFalFile";
    }

    private static void WriteProperty(SourceBuilder file, MemberSpec member, DefinitionSpec owner, IReadOnlyDictionary<string, DefinitionSpec> definitions)
    {
        IndentedWriter body = file.Body;
        DocLine facts = DocLine.Join(" ", [RuleText.Describe(member, owner), RuleText.Default(member, owner, definitions)]);
        string summary = DocEmitter.Summary(member.Doc) ?? $"The member <c>{XmlText.Escape(member.WireName)}</c>.";
        DocEmitter.Write(body, summary, [.. DocEmitter.Remarks(member.Doc), .. facts.IsEmpty ? Array.Empty<string>() : [facts.ToXml()]], [.. member.Examples]);
        file.Obsolete(member.Obsolete);

        string type = MemberCode.PropertyType(file.Types, member);
        string required = MemberCode.IsRequired(member, owner) ? "required " : "";
        string name = Identifier.Escape(member.Name);
        bool isCollection = CSharpTypes.IsCollection(member.Value.Type);
        if (!isCollection && member.NullName is null)
        {
            string initial = member.Presence == MemberPresence.Fixed ? $" = {MemberCode.Constant(member.Value)};" : "";
            body.Line($"public {required}{type} {name} {{ get; init; }}{initial}");
            return;
        }

        // Copied once into an immutable list, so that records compare by value.
        string field = MemberCode.Field(member);
        string from = member.Value.Type is ListType ? "FalList.From" : "FalMap.From";
        string init = isCollection ? $"{field} = {from}(value){(MemberCode.IsNullable(member) ? "" : "!")};" : $"{field} = value;";
        if (member.NullName is not { } nullName)
        {
            body.Line($"public {required}{type} {name} {{ get => {field}; init => {init} }}");
            return;
        }

        // Value and explicit null exclude each other: what JSON says in one way is one value.
        string nullField = MemberCode.Field(nullName);
        body.Line($"public {type} {name} {{ get => {field}; init {{ {init} {nullField} &= value is null; }} }}");
        body.Blank();
        DocEmitter.Write(body, $"Whether JSON <c>null</c> is sent for <see cref=\"{name}\"/>, which is not the same as leaving it out.", [$"Setting it clears <see cref=\"{name}\"/>; giving <see cref=\"{name}\"/> a value resets it."]);
        file.Obsolete(member.Obsolete);
        body.Line($"public bool {nullName} {{ get => {nullField}; init {{ {nullField} = value; if (value) {field} = null; }} }}");
    }

    /// <summary>What the collections are kept in: below the members, where nobody has to read past them.</summary>
    private static void WriteFields(SourceBuilder file, IEnumerable<MemberSpec> members)
    {
        foreach (MemberSpec member in members.Where(static member => CSharpTypes.IsCollection(member.Value.Type) || member.NullName is not null))
        {
            string field = MemberCode.Field(member);
            string type = CSharpTypes.IsCollection(member.Value.Type) ? file.Types.Store(member.Value.Type) : file.Types.Name(member.Value.Type);
            file.Body.Line($"private readonly {type}{(MemberCode.IsNullable(member) ? $"? {field}" : $" {field} = null!")};");
            if (member.NullName is { } nullName)
                file.Body.Line($"private readonly bool {MemberCode.Field(nullName)};");
        }
    }

    private static void WriteAdditional(SourceBuilder file, RecordSpec spec)
    {
        file.Use("System.Collections.Generic");
        file.Use("KlingGen");
        IndentedWriter body = file.Body;
        DocEmitter.Write(body, spec.IsClosed && spec.InInput
            ? "Members that the schema does not name, and in a result those that do not fit it: kept as they came; a request must have none."
            : "Members that the schema does not name, and in a result those that do not fit it: kept as they came, and sent as they are.");
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
        return wire switch
        {
            "url" => name + (MemberCode.IsNullable(member!) ? " ?? string.Empty" : ""),
            "file_size" when member?.Value.Type is ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Int64 } => name,
            "file_size" when member?.Value.Type is ScalarType { Kind: ScalarKind.Double } => "(long?)" + name,
            "file_size" => "null",
            _ when isText => name,
            _ when member?.Value.Type is NamedType { Kind: NamedKind.OpenEnum } => name + (MemberCode.IsNullable(member) ? "?" : "") + ".ToString()",
            _ => "null",
        };
    }
}
