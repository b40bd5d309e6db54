// The package KlingGen.Extensions.AI beside services and a language model. Interfaces of Microsoft.Extensions.AI are experimental: docs/ai.md says so.
// nowarn: MEAI001
// includes: default
global using Microsoft.Extensions.AI;
global using Microsoft.Extensions.Configuration;
global using Microsoft.Extensions.DependencyInjection;

public abstract partial class Ambient
{
    protected static IChatClient model = null!;
    protected static IServiceCollection services = new ServiceCollection();
    protected static IConfiguration configuration = new ConfigurationBuilder().Build();
}
