using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace KlingGen.AspNetCore;

/// <summary>Answers failed calls of the library with problem details. What the service said goes to the log, not to the caller.</summary>
internal sealed class FalExceptionHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (FalProblems.Of(exception) is not { } answer)
            return false;
        if (exception is not FalValidationException)
            RouteLog.CallFailed(httpContext, exception);
        await answer.ExecuteAsync(httpContext);
        return true;
    }
}
