using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace KlingGen.AspNetCore;

/// <summary>What routes of this package write to the log.</summary>
internal static partial class RouteLog
{
    private const string Category = "KlingGen.AspNetCore";

    public static void CallFailed(HttpContext context, Exception error) => Failed(Of(context), error, context.Request.Path);

    public static void WebhookRefused(HttpContext context, string reason) => Refused(Of(context), context.Request.Path, reason);

    public static void ProxyRefused(HttpContext context, string reason) => NotPassedOn(Of(context), context.Request.Path, reason);

    private static ILogger Of(HttpContext context) => context.RequestServices.GetService<ILoggerFactory>()?.CreateLogger(Category) ?? NullLogger.Instance;

    [LoggerMessage(EventId = 1, EventName = "FalCallFailed", Level = LogLevel.Warning, Message = "A fal call failed while {Path} was answered.")]
    private static partial void Failed(ILogger logger, Exception error, string path);

    [LoggerMessage(EventId = 2, EventName = "FalWebhookRefused", Level = LogLevel.Warning, Message = "A webhook at {Path} was refused: {Reason}")]
    private static partial void Refused(ILogger logger, string path, string reason);

    [LoggerMessage(EventId = 3, EventName = "FalProxyRefused", Level = LogLevel.Warning, Message = "A call at {Path} was not passed on: {Reason}")]
    private static partial void NotPassedOn(ILogger logger, string path, string reason);
}
