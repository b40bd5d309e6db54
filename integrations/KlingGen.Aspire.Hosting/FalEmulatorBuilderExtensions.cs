using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds the emulator of fal.ai to an Aspire application.</summary>
/// <example><code>
/// IResourceBuilder&lt;FalEmulatorResource&gt; fal = builder.AddFalEmulator("fal").WithSchemas("schemas");
/// builder.AddProject&lt;Projects.Web&gt;("web").WithReference(fal).WaitFor(fal);
/// </code></example>
public static class FalEmulatorBuilderExtensions
{
    /// <summary>Adds the emulator: <c>klinggen serve</c> of this package's version, fetched by <c>dotnet tool exec</c> when it is first started.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the resource, and of the connection string that <c>WithReference</c> gives to others.</param>
    /// <param name="port">The port that clients call; null for any free one.</param>
    /// <returns>The resource. It is healthy when the emulator answers, and its page is a link in the dashboard.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static IResourceBuilder<FalEmulatorResource> AddFalEmulator(this IDistributedApplicationBuilder builder, [ResourceName] string name, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var resource = new FalEmulatorResource(name, "dotnet", builder.AppHostDirectory);
        return builder.AddResource(resource)
            .WithHttpEndpoint(port: port, name: FalEmulatorResource.EndpointName)
            .WithArgs(context =>
            {
                foreach (object argument in resource.Settings.Arguments(resource.PrimaryEndpoint))
                    context.Args.Add(argument);
            })
            .WithHttpHealthCheck("/emulator/health", endpointName: FalEmulatorResource.EndpointName)
            .WithUrlForEndpoint(FalEmulatorResource.EndpointName, static url => url.DisplayText = "Page")
            .ExcludeFromManifest();
    }

    /// <summary>Serves these endpoints; without any, those of the nearest lock file, else a small set of the tool's own.</summary>
    /// <param name="builder">The emulator.</param>
    /// <param name="paths">Schema files, or folders of them; relative ones from the application host's project.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<FalEmulatorResource> WithSchemas(this IResourceBuilder<FalEmulatorResource> builder, params string[] paths)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(paths);
        builder.Resource.Settings.Schemas.AddRange(paths);
        return builder;
    }

    /// <summary>Lets calls go wrong from the start.</summary>
    /// <param name="builder">The emulator.</param>
    /// <param name="rules">Rules such as <c>NothingFin; operation=Submit; times=1</c>, or <c>@</c> and a file of them.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<FalEmulatorResource> WithFaults(this IResourceBuilder<FalEmulatorResource> builder, params string[] rules)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(rules);
        builder.Resource.Settings.Faults.AddRange(rules);
        return builder;
    }

    /// <summary>Jobs take no time; by default they take a second or so.</summary>
    /// <param name="builder">The emulator.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<FalEmulatorResource> WithInstantTiming(this IResourceBuilder<FalEmulatorResource> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Resource.Settings.Instant = true;
        return builder;
    }

    /// <summary>Answers from recordings of the service.</summary>
    /// <param name="builder">The emulator.</param>
    /// <param name="folder">The folder that <c>klinggen serve --record</c> has filled; a relative one from the application host's project.</param>
    /// <param name="strict">Whether what is not recorded is refused, instead of answered with an output made from the schema.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<FalEmulatorResource> WithReplay(this IResourceBuilder<FalEmulatorResource> builder, string folder, bool strict = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        builder.Resource.Settings.Replay = folder;
        builder.Resource.Settings.Strict = strict;
        return builder;
    }

    /// <summary>Starts a tool that is already here, such as one that a build has made.</summary>
    /// <param name="builder">The emulator.</param>
    /// <param name="path">The program, or its <c>.dll</c>; a relative path from the application host's project.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<FalEmulatorResource> WithTool(this IResourceBuilder<FalEmulatorResource> builder, string path)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(path);
        builder.Resource.Settings.Tool = path;
        return builder.WithCommand(builder.Resource.Settings.Command);
    }
}
