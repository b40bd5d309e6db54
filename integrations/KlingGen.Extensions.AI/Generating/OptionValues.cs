using System.Text.Json.Nodes;
using KlingGen.CompilerServices;
using Microsoft.Extensions.AI;

namespace KlingGen.Extensions.AI;

/// <summary>Options of an abstraction as members of a request. What a program has set in its own request stays; what the endpoint does not have is an error.</summary>
internal sealed class OptionValues(string endpointId, InputDraft draft)
{
    private const string Remedy = "Leave the option out, or set the endpoint's own members with RawRepresentationFactory.";

    /// <summary>Sets a member, unless the program's own request has it.</summary>
    /// <exception cref="NotSupportedException">The endpoint has no such member.</exception>
    public void Set(string option, string? pointer, JsonNode? value)
    {
        if (value is null)
            return;
        if (pointer is null)
            throw new NotSupportedException($"{endpointId} does not take {option}. {Remedy}");
        if (!draft.Has(pointer))
            draft.Set(pointer, value);
    }

    /// <summary>Sets a member to one of the texts that it takes.</summary>
    /// <exception cref="NotSupportedException">The endpoint has no such member, or it does not take that text.</exception>
    public void Choose(string option, string? pointer, IReadOnlyList<string> allowed, string? wanted, Func<string, bool> isWanted)
    {
        if (wanted is null)
            return;
        if (pointer is null)
            throw new NotSupportedException($"{endpointId} does not take {option}. {Remedy}");
        if (draft.Has(pointer))
            return;
        string[] found = [.. allowed.Where(isWanted)];
        if (found.Length != 1)
            throw new NotSupportedException($"{endpointId} does not take {option} '{wanted}'; it takes {string.Join(", ", allowed)}. {Remedy}");
        draft.Set(pointer, found[0]);
    }

    /// <exception cref="NotSupportedException">Another model is asked for.</exception>
    public void CheckModel(string? modelId)
    {
        if (modelId is not null && modelId != endpointId)
            throw new NotSupportedException($"This client calls {endpointId}, and ModelId asks for '{modelId}'. Leave ModelId out, or make a client of that endpoint.");
    }

    /// <summary>Sets the members that are named in the additional properties.</summary>
    /// <exception cref="NotSupportedException">A value is no JSON.</exception>
    public void SetAdditional(AdditionalPropertiesDictionary? properties)
    {
        foreach ((string name, object? value) in properties ?? [])
        {
            if (!ArgumentJson.TryConvert(value, out JsonNode? node, out string? problem))
                throw new NotSupportedException($"AdditionalProperties['{name}'] {problem}. {Remedy}");
            if (!draft.Root.ContainsKey(name))
                draft.Root[name] = node;
        }
    }

    /// <summary>The request of a program's factory, as a draft; an empty one where there is none.</summary>
    /// <exception cref="InvalidOperationException">The factory made something else.</exception>
    public static InputDraft Begin<TInput>(object? raw)
        where TInput : IFalJson<TInput> => raw switch
        {
            null => new InputDraft(),
            TInput input => InputDraft.From(input),
            _ => throw new InvalidOperationException($"RawRepresentationFactory made a {raw.GetType().Name}. Return a {typeof(TInput).Name}, or null."),
        };

    /// <summary>The request.</summary>
    /// <exception cref="FalValidationException">A value is of the wrong kind.</exception>
    public TInput Read<TInput>()
        where TInput : IFalJson<TInput>
    {
        try
        {
            return draft.Read<TInput>();
        }
        catch (System.Text.Json.JsonException unfit)
        {
            throw new FalValidationException($"The input for {endpointId} was not sent: it does not fit the endpoint. {unfit.Message}", unfit) { EndpointId = endpointId };
        }
    }
}
