IDistributedApplicationBuilder builder = DistributedApplication.CreateBuilder(args);
builder.AddFalEmulator("fal")
    .WithSchemas("../../schemas")
    .WithFaults("Status; status=503; operation=Status; times=1")
    .WithInstantTiming()
    .WithTool(Path.Combine(AppContext.BaseDirectory, "../../../../../cli/KlingGen.Cli/bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "KlingGen.Cli.dll"));
builder.Build().Run();
