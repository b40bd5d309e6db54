using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KlingGen.AspNetCore;

/// <summary>One call through the proxy.</summary>
internal sealed class ProxyCall(HttpContext context, FalProxyOptions options, ProxyTransport transport)
{
    private static readonly HashSet<string> s_notPassedBack = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Transfer-Encoding", "Upgrade", "Trailer", "Server", "Date", "Alt-Svc", "Set-Cookie", "Strict-Transport-Security", "Content-Length", "Content-Encoding", "WWW-Authenticate",
    };

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10);

    public async Task RunAsync()
    {
        FalClient client = FalClients.Of(context, options.ServiceKey);
        if (ProxyTarget.Read(context.Request.Headers[ProxyTarget.Header], context.Request.Method, client.Options) is not { } target || !IsAllowed(target, client, out ProxiedEndpoint? endpoint))
        {
            RouteLog.ProxyRefused(context, "The target is not allowed.");
            await FalProblems.Problem(StatusCodes.Status400BadRequest, "Invalid request").ExecuteAsync(context);
            return;
        }
        if (await BodyAsync() is not { } body)
        {
            await FalProblems.Problem(StatusCodes.Status413PayloadTooLarge, $"The body is longer than {options.MaxBodyBytes} bytes.").ExecuteAsync(context);
            return;
        }

        Reservation? reservation = null;
        if (endpoint is not null)
        {
            try
            {
                (IResult? refusal, reservation) = await endpoint.BeginAsync(client, body, options.Budget?.Invoke(context), context.RequestAborted);
                if (refusal is not null)
                {
                    await refusal.ExecuteAsync(context);
                    return;
                }
            }
            catch (FalBudgetException error)
            {
                RouteLog.ProxyRefused(context, error.Message);
                await FalProblems.Of(error)!.ExecuteAsync(context);
                return;
            }
        }
        await PassAsync(client, target, body, reservation);
    }

    private async Task PassAsync(FalClient client, ProxyTarget target, ReadOnlyMemory<byte> body, Reservation? reservation)
    {
        // A paid call goes on when its caller goes away: it is paid, and its answer says for what.
        using var limit = new CancellationTokenSource(s_limit);
        CancellationToken token = target.EndpointPath is null ? context.RequestAborted : limit.Token;
        HttpResponseMessage answer;
        try
        {
            answer = await transport.SendAsync(context, target, body, client, token);
        }
        catch (HttpRequestException error) when (error.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            // Nothing was sent.
            reservation?.Settle(new FalConnectionException(error.Message, error));
            RouteLog.CallFailed(context, error);
            await FalProblems.Problem(StatusCodes.Status503ServiceUnavailable, "The service cannot be reached.").ExecuteAsync(context);
            return;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            // Whether the service has it nobody knows: the caller must not learn otherwise.
            reservation?.Settle(units: null);
            RouteLog.CallFailed(context, error);
            context.Abort();
            return;
        }

        using (answer)
        {
            Settle(reservation, answer);
            await AnswerAsync(client, answer, token);
        }
    }

    private static void Settle(Reservation? reservation, HttpResponseMessage answer)
    {
        decimal? units = answer.Headers.TryGetValues("X-Fal-Billable-Units", out IEnumerable<string>? values)
            && decimal.TryParse(values.First(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal billed) ? billed : null;
        if ((int)answer.StatusCode is >= 400 and < 500)
            reservation?.Settle(new FalApiException("The service refused the call.") { StatusCode = answer.StatusCode, BillableUnits = units });
        else
            reservation?.Settle(units);
    }

    private async Task AnswerAsync(FalClient client, HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        HttpResponse response = context.Response;
        response.StatusCode = (int)answer.StatusCode;
        foreach ((string name, IEnumerable<string> values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (!s_notPassedBack.Contains(name) && !name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase))
                response.Headers[name] = values.Select(client.Transport.Key.Scrub).ToArray();
        }

        try
        {
            if (answer.Content.Headers.ContentType?.MediaType == "text/event-stream")
            {
                context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
                await answer.Content.CopyToAsync(response.Body, context.RequestAborted);
                return;
            }

            // Should the service ever send the key back, it ends here.
            string text = await answer.Content.ReadAsStringAsync(cancellationToken);
            await response.WriteAsync(client.Transport.Key.Scrub(text), context.RequestAborted);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
        {
            context.Abort();
        }
    }

    private bool IsAllowed(ProxyTarget target, FalClient client, out ProxiedEndpoint? endpoint)
    {
        endpoint = null;
        if (target.IsUpload)
            return options.AllowUploads;
        if (target.Application is { } application)
            return options.Endpoints.Exists(allowed => EndpointPath.Parse(allowed.IdOf(client)).App == application);
        endpoint = options.Endpoints.Find(allowed => allowed.IdOf(client) == target.EndpointPath);
        return endpoint is not null;
    }

    private async Task<ReadOnlyMemory<byte>?> BodyAsync()
    {
        if (context.Request.ContentLength > options.MaxBodyBytes)
            return null;
        var body = new MemoryStream();
        byte[] piece = new byte[16 * 1024];
        int count;
        while ((count = await context.Request.Body.ReadAsync(piece, context.RequestAborted)) > 0)
        {
            if (body.Length + count > options.MaxBodyBytes)
                return null;
            body.Write(piece, 0, count);
        }
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
