using System.Text.Json;
using KlingGen.Comparison;
using KlingGen.Compiler;

namespace KlingGen.Cli.Output;

/// <summary>Parts that several JSON documents share.</summary>
internal static class JsonParts
{
    /// <summary>The member <c>price</c>: an object, or null where it is not known.</summary>
    public static void Price(Utf8JsonWriter json, LockPrice? price, string name = "price")
    {
        if (price is null)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        json.WriteNumber("amount"u8, price.Amount);
        json.WriteString("currency"u8, price.Currency);
        json.WriteString("date"u8, price.Date);
        json.WriteString("source"u8, price.Source);
        json.WriteBoolean("ofService"u8, price.IsOfService);
        json.WriteString("unit"u8, price.Unit);
        json.WriteEndObject();
    }

    /// <summary>A list of problems with their places.</summary>
    public static void Problems(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<Problem> problems)
    {
        json.WriteStartArray(name);
        foreach (Problem problem in problems)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, problem.Id);
            json.WriteString("severity"u8, problem.Severity == ProblemSeverity.Error ? "error"u8 : "warning"u8);
            json.WriteNumber("line"u8, problem.Line);
            json.WriteNumber("column"u8, problem.Column);
            json.WriteString("message"u8, problem.Message);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>A list of differences between two models.</summary>
    public static void Changes(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<ModelChange> changes)
    {
        json.WriteStartArray(name);
        foreach (ModelChange change in changes)
        {
            json.WriteStartObject();
            Change(json, change);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>The members of one difference, inside an object that the caller opens and closes.</summary>
    public static void Change(Utf8JsonWriter json, ModelChange change)
    {
        json.WriteString("rule"u8, change.RuleId);
        json.WriteString("severity"u8, Shown.Word(change.Severity));
        json.WriteString("source"u8, Shown.Word(change.Source));
        json.WriteString("wire"u8, Shown.Word(change.Wire));
        json.WriteString("cost"u8, Shown.Word(change.Cost));
        json.WriteString("direction"u8, change.Direction.ToString().ToLowerInvariant());
        json.WriteString("member"u8, change.Member);
        json.WriteString("pointer"u8, change.Pointer);
        json.WriteString("before"u8, change.Before);
        json.WriteString("after"u8, change.After);
        json.WriteString("message"u8, change.Message);
        json.WriteString("costReason"u8, change.CostReason);
    }
}
