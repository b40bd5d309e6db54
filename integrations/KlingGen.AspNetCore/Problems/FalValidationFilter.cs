using KlingGen.CompilerServices;
using Microsoft.AspNetCore.Http;

namespace KlingGen.AspNetCore;

/// <summary>Checks every input that is an argument of the handler, before the handler runs.</summary>
internal sealed class FalValidationFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        foreach (object? argument in context.Arguments)
        {
            if (argument is IFalInput input && FalProblems.Check(input) is { Count: > 0 } errors)
                return new ValueTask<object?>(FalProblems.Invalid(errors));
        }
        return next(context);
    }
}
