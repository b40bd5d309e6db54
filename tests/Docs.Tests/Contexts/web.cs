// A web project (Microsoft.NET.Sdk.Web with its implicit usings) with KlingGen.AspNetCore.
// includes: default
global using System.Net.Http.Json;
global using Microsoft.AspNetCore.Builder;
global using Microsoft.AspNetCore.Hosting;
global using Microsoft.AspNetCore.Http;
global using Microsoft.AspNetCore.Routing;
global using Microsoft.Extensions.Configuration;
global using Microsoft.Extensions.DependencyInjection;
global using Microsoft.Extensions.Hosting;
global using Microsoft.Extensions.Logging;
global using KlingGen.AspNetCore;
using System.Collections.Concurrent;

public abstract partial class Ambient
{
    protected static string[] args = [];
    protected static WebApplicationBuilder builder = WebApplication.CreateBuilder();
    protected static WebApplication app = builder.Build();
    protected static HttpRequest request = null!;
    protected static FalWebhookJobKey key = null!;
    protected static ConcurrentDictionary<string, FalBudget> budgets = new();

    /// <summary>What the reader does with a result.</summary>
    protected static Task Save(KlingImageV3TextToImageOutput output) => Task.FromResult(output);
}
