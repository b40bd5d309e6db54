using System.Globalization;
using KlingGen.Compiler.CSharp;
using KlingGen.Compiler.Naming;

namespace KlingGen.Compiler.Emit;

/// <summary>What a type checks before a call: a line a member, and a loop where the items of a list have rules of their own.</summary>
internal sealed partial class ValidationEmitter
{
    private const int Widest = 140;

    private readonly SourceBuilder _file;
    private readonly List<(string Field, string Pattern)> _patterns = [];

    private ValidationEmitter(SourceBuilder file) => _file = file;

    public static void Emit(SourceBuilder file, RecordSpec spec)
    {
        var emitter = new ValidationEmitter(file);
        emitter.Build(spec, spec.IsRoot, body =>
        {
            foreach (MemberSpec member in spec.Members)
                emitter.Member(body, member, $"check.Member({CSharpText.Literal(PlainText.WithoutLoneSurrogates(member.WireName))}, nameof({Identifier.Escape(member.Name)}))");
            if (spec.IsClosed && spec.KeepsOthers)
                body.Line("check.NoOtherMembers(AdditionalProperties);");
        });
    }

    public static void Emit(SourceBuilder file, TupleSpec spec)
    {
        var emitter = new ValidationEmitter(file);
        emitter.Build(spec, file.Endpoint.Input is NamedType input && input.Name == spec.Name, body =>
        {
            for (int i = 0; i < spec.Items.Count; i++)
            {
                string opening = $"check.Member({i.ToString(CultureInfo.InvariantCulture)}, nameof({spec.Items[i].Name}))";
                emitter.Member(body, spec.Items[i], opening);

                // An array has no holes: what is left out is left out at the end.
                if (spec.Items[i] is { Presence: MemberPresence.Optional, Value.IsNullable: false } && i < spec.Items.Count - 1)
                    body.Line($"if ({spec.Items[i].Name} is null && ({TupleCode.Given(spec, i + 1)})) {opening}.Required({spec.Items[i].Name});");
            }
        });
    }

    public static void Emit(SourceBuilder file, UnionSpec spec)
    {
        var emitter = new ValidationEmitter(file);
        emitter.Build(spec, file.Endpoint.Input is NamedType input && input.Name == spec.Name, body =>
        {
            foreach (UnionCaseSpec item in spec.Cases)
                emitter.Check(body, item.Value, "check.Self()", UnionCode.Field(item), Identifier.Camel(item.Name), isRequired: false, depth: 0);
        });
    }

    private void Build(DefinitionSpec spec, bool isRoot, Action<IndentedWriter> write)
    {
        IndentedWriter body = _file.Body;
        _file.NextType();
        _file.Use("KlingGen.CompilerServices");

        body.Line($"partial record {Identifier.Escape(spec.Name)}{(isRoot ? "" : " : IFalValidatable")}");
        using (body.Block())
        {
            if (isRoot)
            {
                _file.Use("KlingGen");
                _file.Use("System.Collections.Generic");
                DocEmitter.Write(body, "Checks the request against the schema, as every call does before it is sent.");
                body.Line("/// <returns>What is wrong, in the order of the members; empty when nothing is.</returns>");
                body.Line("public IReadOnlyList<FalValidationError> Validate() => FalValidator.Validate(this);");
                body.Blank();
            }
            body.Line("void IFalValidatable.Validate(ref FalValidator check)");
            using (body.Block())
                write(body);
            if (_patterns.Count > 0)
                body.Blank();
            foreach ((string field, string pattern) in _patterns)
                body.Line($"private static readonly FalPattern {field} = new({CSharpText.Literal(pattern)});");
        }
    }

    private void Member(IndentedWriter body, MemberSpec member, string opening)
    {
        string name = Identifier.Escape(member.Name);
        bool isRequired = member.Presence is MemberPresence.Required or MemberPresence.Fixed && !member.Value.IsNullable;
        Check(body, member.Value, opening, name, Identifier.Camel(member.Name), isRequired, depth: 0);
    }

    private void Check(IndentedWriter body, ValueSpec spec, string opening, string value, string name, bool isRequired, int depth)
    {
        if (spec.Rules.Choice is { } choice)
        {
            Choice(body, choice, opening, value, name, isRequired && !CSharpTypes.IsStruct(spec.Type) ? $".Required({value})" : "", depth);
            return;
        }
        List<string> calls = Calls(spec, value, name, isRequired);
        if (calls.Count > 0)
            Chain(body, opening, calls);
        if (spec.Type is ListType list && NeedsLoop(list.Item))
            ListLoop(body, list, opening, value, name, depth);
        if (spec.Type is MapType map && NeedsLoop(map.Value))
            MapLoop(body, map, opening, value, name, depth);
    }

    /// <summary>One alternative after the other: in one chain, or in statements where one of them goes through items.</summary>
    private void Choice(IndentedWriter body, ChoiceSpec choice, string opening, string value, string name, string required, int depth)
    {
        string begin = choice.IsExclusive ? $".OneOf({value})" : ".AnyOf()";
        if (choice.Alternatives.All(static item => item.Rules.Choice is null && !HasLoop(item.Type)))
        {
            var calls = new List<string> { required + begin };
            for (int i = 0; i < choice.Alternatives.Count; i++)
            {
                if (i > 0)
                    calls.Add(".Or()");
                calls.AddRange(Calls(choice.Alternatives[i], value, name, isRequired: false));
            }
            calls.Add(".End()");
            Chain(body, opening, calls);
            return;
        }
        body.Line(opening + required + begin + ";");
        for (int i = 0; i < choice.Alternatives.Count; i++)
        {
            if (i > 0)
                body.Line("check.Or();");
            Check(body, choice.Alternatives[i], opening, value, name, isRequired: false, depth);
        }
        body.Line(opening + ".End();");
    }

    private static bool HasLoop(TypeSpec type) => type is ListType list ? NeedsLoop(list.Item) : type is MapType map && NeedsLoop(map.Value);

    private static void Chain(IndentedWriter body, string opening, List<string> calls)
    {
        string line = opening + string.Concat(calls) + ";";
        if (line.Length + 8 <= Widest)
        {
            body.Line(line);
            return;
        }
        body.Line(opening);
        using (body.Indent())
            for (int i = 0; i < calls.Count; i++)
                body.Line(calls[i] + (i == calls.Count - 1 ? ";" : ""));
    }

    private void ListLoop(IndentedWriter body, ListType list, string opening, string value, string name, int depth)
    {
        string index = depth == 0 ? "i" : "i" + (depth + 1).ToString(CultureInfo.InvariantCulture);
        body.Line($"if ({opening}.EnterItems({value}))");
        using (body.Block())
        {
            body.Line($"for (int {index} = 0; {index} < {value}.Count; {index}++)");
            using (body.Block())
                Check(body, list.Item, $"check.Item({index})", $"{value}[{index}]", name + "Item", !list.Item.IsNullable, depth + 1);
            body.Line("check.Leave();");
        }
    }

    private void MapLoop(IndentedWriter body, MapType map, string opening, string value, string name, int depth)
    {
        _file.Use("System.Collections.Generic");
        string entry = depth == 0 ? "entry" : "entry" + (depth + 1).ToString(CultureInfo.InvariantCulture);
        body.Line($"if ({opening}.EnterMap({value}))");
        using (body.Block())
        {
            body.Line($"foreach (KeyValuePair<string, {_file.Types.Name(map.Value)}> {entry} in {value})");
            using (body.Block())
                Check(body, map.Value, $"check.Key({entry}.Key)", $"{entry}.Value", name + "Value", !map.Value.IsNullable, depth + 1);
            body.Line("check.Leave();");
        }
    }

    private string PatternField(string name, string pattern)
    {
        string field = $"s_{name}Pattern";
        for (int number = 2; _patterns.Any(known => known.Field == field); number++)
            field = $"s_{name}Pattern{number.ToString(CultureInfo.InvariantCulture)}";
        _patterns.Add((field, pattern));
        return field;
    }
}
