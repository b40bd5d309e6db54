// Services and configuration, as any host gives them.
// includes: default
global using Microsoft.Extensions.Configuration;
global using Microsoft.Extensions.DependencyInjection;

public abstract partial class Ambient
{
    protected static IServiceCollection services = new ServiceCollection();
    protected static IConfiguration configuration = new ConfigurationBuilder().Build();
}
