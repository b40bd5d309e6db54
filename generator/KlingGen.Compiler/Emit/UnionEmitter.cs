using KlingGen.Compiler.Naming;

namespace KlingGen.Compiler.Emit;

/// <summary>A union: made from any of its types, taken apart by <c>Match</c> or <c>TryGet…</c>.</summary>
internal static class UnionEmitter
{
    public static void Emit(SourceBuilder file, UnionSpec spec)
    {
        EndpointSpec endpoint = file.Endpoint;
        file.NextType();
        file.Use("System");
        file.Use("System.Diagnostics.CodeAnalysis");
        file.Use("System.Text.Json.Serialization");
        file.Use("KlingGen.CompilerServices");
        bool isInput = endpoint.Input is NamedType input && input.Name == spec.Name;
        if (isInput)
            file.Use("KlingGen.CompilerServices");

        IndentedWriter body = file.Body;
        string name = Identifier.Escape(spec.Name);
        DocEmitter.Write(body, spec.Doc, "One of: " + string.Join(", ", spec.Cases.Select(item => $"<c>{XmlText.Escape(file.Types.Name(item.Value))}</c>")) + ".");
        DocEmitter.Code(body, UnionExample.Lines(file, spec));
        file.GeneratedCode();
        file.Obsolete(spec.Obsolete);
        UnionValue.WriteAttribute(file, spec);
        body.Line($"[JsonConverter(typeof(FalJsonConverter<{name}>))]");
        string[] bases = [.. isInput ? ["IFalInput"] : Array.Empty<string>(), .. spec.IsFile ? ["IFalFile"] : Array.Empty<string>()];
        body.Line($"{file.Visibility} sealed partial record {name}{(bases.Length == 0 ? "" : " : " + string.Join(", ", bases))}");
        using (body.Block())
        {
            foreach (UnionCaseSpec item in spec.Cases)
                body.Line($"private {UnionCode.Store(file, item)}? {UnionCode.Field(item)};");
            if (spec.InOutput)
            {
                file.Use("KlingGen");
                body.Line("private FalJson? _other;");
            }
            body.Blank();
            body.Line($"private {name}()");
            using (body.Block())
            {
            }
            foreach (UnionCaseSpec item in spec.Cases)
                WriteFrom(file, spec, item);
            WriteConversions(file, spec);
            foreach (UnionCaseSpec item in spec.Cases)
                WriteTryGet(file, item);
            if (spec.InOutput)
                WriteTryGetOther(body);
            if (spec.IsFile)
                WriteFile(file, spec);
            UnionValue.Write(file, spec);
            WriteMatch(file, spec);
            WriteToString(body, spec);
        }
    }

    private static void WriteFrom(SourceBuilder file, UnionSpec spec, UnionCaseSpec item)
    {
        IndentedWriter body = file.Body;
        string type = file.Types.Name(item.Value);
        string value = item.Value.Type switch
        {
            ListType => "FalList.From(value)",
            MapType => "FalMap.From(value)",
            _ => "value",
        };
        body.Blank();
        var remarks = new List<string>();
        if (DocEmitter.Summary(item.Doc) is { } summary)
            remarks.Add(summary);
        remarks.AddRange(DocEmitter.Remarks(item.Doc));
        DocLine facts = RuleText.Describe(item.Value);
        if (!facts.IsEmpty)
            remarks.Add(facts.ToXml());
        if (spec.InInput && item.Default is { Kind: not LiteralKind.Null } standard)
            remarks.Add($"The service's default is {DocXml.Of([RuleText.Literal(standard)])}.");
        DocEmitter.Write(body, $"Makes the case <c>{item.Name}</c>.", remarks);
        body.Line($"public static {Identifier.Escape(spec.Name)} From{item.Name}({type} value)");
        using (body.Block())
        {
            if (!CSharpTypes.IsStruct(item.Value.Type))
                body.Line(NullCheck(file, "value"));
            body.Line($"return new() {{ {UnionCode.Field(item)} = {value} }};");
        }
    }

    private static string NullCheck(SourceBuilder file, string name) =>
        file.Endpoint.UsesInstances ? $"if ({name} is null) throw new ArgumentNullException(nameof({name}));" : $"ArgumentNullException.ThrowIfNull({name});";

    private static void WriteConversions(SourceBuilder file, UnionSpec spec)
    {
        // An interface cannot be converted implicitly; the usual lists can.
        foreach ((TypeSpec from, UnionCaseSpec item) in UnionConversions.Of(spec, name => file.Endpoint.Definitions.FirstOrDefault(definition => definition.Name == name)))
        {
            if (CSharpTypes.IsCollection(from))
                file.Use("System.Collections.Generic");
            string[] types = from switch
            {
                ListType list => [$"{file.Types.Name(list.Item)}[]", $"List<{file.Types.Name(list.Item)}>"],
                MapType map => [$"Dictionary<string, {file.Types.Name(map.Value)}>"],
                ScalarType { Kind: ScalarKind.Media } => [file.Types.Name(from), "Uri", "FalFile"],
                _ => [file.Types.Name(from)],
            };
            foreach (string type in types)
            {
                file.Body.Blank();
                DocEmitter.Write(file.Body, $"Makes the case <c>{item.Name}</c>.");
                file.Body.Line($"public static implicit operator {Identifier.Escape(spec.Name)}({type} value) => From{item.Name}(value);");
            }
        }
    }

    private static void WriteTryGet(SourceBuilder file, UnionCaseSpec item)
    {
        IndentedWriter body = file.Body;
        bool isStruct = CSharpTypes.IsStruct(item.Value.Type);
        string type = file.Types.Name(item.Value);
        body.Blank();
        DocEmitter.Write(body, $"Whether it is the case <c>{item.Name}</c>, and its value.");
        body.Line($"public bool TryGet{item.Name}({(isStruct ? $"out {type}" : $"[NotNullWhenAttribute(true)] out {type}?")} value)");
        using (body.Block())
        {
            body.Line($"value = {UnionCode.Field(item)}{(isStruct ? ".GetValueOrDefault()" : "")};");
            body.Line($"return {UnionCode.Field(item)} is not null;");
        }
    }

    /// <summary>A union of files is a file, whichever it holds.</summary>
    private static void WriteFile(SourceBuilder file, UnionSpec spec)
    {
        file.Use("KlingGen");
        string held = spec.Cases.Count == 1 ? UnionCode.Field(spec.Cases[0]) : "(" + string.Join(" ?? ", spec.Cases.Select(static item => "(IFalFile?)" + UnionCode.Field(item))) + ")";
        foreach ((string name, string type, string otherwise) in new[] { ("Url", "string", " ?? string.Empty"), ("ContentType", "string?", ""), ("FileName", "string?", ""), ("FileSize", "long?", "") })
        {
            file.Body.Blank();
            file.Body.Line($"{type} IFalFile.{name} => {held}?.{name}{otherwise};");
        }
    }

    private static void WriteTryGetOther(IndentedWriter body)
    {
        body.Blank();
        DocEmitter.Write(body, "Whether it is something that the schema does not describe, as the service sent it.");
        body.Line("public bool TryGetOther([NotNullWhenAttribute(true)] out FalJson? value)");
        using (body.Block())
        {
            body.Line("value = _other;");
            body.Line("return value is not null;");
        }
    }

    private static void WriteMatch(SourceBuilder file, UnionSpec spec)
    {
        IndentedWriter body = file.Body;
        var parameters = spec.Cases.Select(item => (Type: file.Types.Name(item.Value), Name: "on" + item.Name, Value: UnionCode.Value(item))).ToList();
        if (spec.InOutput)
            parameters.Add(("FalJson", "onOther", "_other!"));
        body.Blank();
        DocEmitter.Write(body, "Calls the function of the case it is.");
        body.Line($"public TResult Match<TResult>({string.Join(", ", parameters.Select(static parameter => $"Func<{parameter.Type}, TResult> {parameter.Name}"))})");
        using (body.Block())
        {
            foreach ((string _, string name, string _) in parameters)
                body.Line(NullCheck(file, name));
            for (int i = 0; i < parameters.Count; i++)
            {
                bool last = i == parameters.Count - 1;
                string call = $"return {parameters[i].Name}({parameters[i].Value});";
                body.Line(last ? call : $"if ({UnionCode.Field(spec.Cases[i])} is not null) {call}");
            }
        }
    }

    private static void WriteToString(IndentedWriter body, UnionSpec spec)
    {
        IEnumerable<string> fields = spec.Cases.Select(static item => UnionCode.Field(item)).Concat(spec.InOutput ? ["_other"] : []);
        body.Blank();
        DocEmitter.Write(body, "The text of the value it holds.");
        body.Line($"public override string ToString() => ({string.Join(" ?? ", fields.Select(static field => "(object?)" + field))})?.ToString() ?? string.Empty;");
    }
}
