using System.Text.Json;
using KlingGen.CompilerServices;
using Microsoft.AspNetCore.Http;

namespace KlingGen.AspNetCore;

/// <summary>What a caller of your API is answered (RFC 9457): what is wrong with the request, and nothing of what stands behind.</summary>
internal static class FalProblems
{
    /// <summary>The answer to findings of the validation, by the names of the members in JSON.</summary>
    public static IResult Invalid(IReadOnlyList<FalValidationError> errors, int status = StatusCodes.Status400BadRequest) =>
        Results.ValidationProblem(
            errors.GroupBy(static error => PathOf(error.Pointer), StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.Select(static error => error.Message).ToArray(), StringComparer.Ordinal),
            statusCode: status);

    /// <summary>The answer to JSON that is not of the type.</summary>
    public static IResult Unreadable(JsonException error)
    {
        string path = error.Path is { Length: > 2 } at && at.StartsWith("$.", StringComparison.Ordinal) ? at[2..] : "";
        return Results.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { [path] = [error.Message] });
    }

    /// <summary>The answer to a failed call; null for exceptions that are not of a call.</summary>
    public static IResult? Of(Exception error) => error switch
    {
        FalValidationException invalid => Invalid(invalid.ValidationErrors),
        // The service has refused what the schema allows: the caller's input all the same.
        FalApiValidationException refused => Invalid(refused.ValidationErrors, StatusCodes.Status422UnprocessableEntity),
        FalBudgetException => Problem(StatusCodes.Status402PaymentRequired, "The budget does not cover this call."),
        FalApiException { StatusCode: System.Net.HttpStatusCode.TooManyRequests } => Problem(StatusCodes.Status503ServiceUnavailable, "The service is busy. Try again later."),
        FalTimeoutException => Problem(StatusCodes.Status504GatewayTimeout, "The service did not answer in time."),
        FalSubmitUnknownException => Problem(StatusCodes.Status502BadGateway, "It is not known whether the service has the job. Do not send it again before that is clear."),
        FalConnectionException => Problem(StatusCodes.Status503ServiceUnavailable, "The service cannot be reached."),
        FalException => Problem(StatusCodes.Status502BadGateway, "The service failed."),
        _ => null,
    };

    public static IResult Problem(int status, string detail) => Results.Problem(detail, statusCode: status);

    /// <summary>A JSON pointer as a path with dots, as ASP.NET Core names members: <c>elements[0].frontal_image_url</c>.</summary>
    internal static string PathOf(string pointer)
    {
        string path = "";
        foreach (string step in StepsOf(pointer))
            path += int.TryParse(step, out _) ? $"[{step}]" : path.Length == 0 ? step : "." + step;
        return path;
    }

    /// <summary>The steps of a JSON pointer.</summary>
    public static IEnumerable<string> StepsOf(string pointer) => pointer.Split('/').Skip(1).Select(static step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));

    /// <summary>Findings of an input.</summary>
    public static IReadOnlyList<FalValidationError> Check(IFalValidatable input) => FalValidator.Validate(input);
}
