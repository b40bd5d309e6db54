// The host project of an Aspire application: its implicit usings, and the class that the SDK makes of the project `Web`.
global using System;
global using Aspire.Hosting;
global using System.Threading.Tasks;

namespace Projects
{
    public sealed class Web : IProjectMetadata
    {
        public string ProjectPath => "../Web/Web.csproj";
    }
}

public abstract partial class Ambient
{
    protected static IDistributedApplicationBuilder builder = DistributedApplication.CreateBuilder();
}
