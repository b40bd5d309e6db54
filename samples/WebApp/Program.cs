// A page that orders pictures: form → job → progress as server-sent events → picture.
//   dotnet run --project samples/WebApp              offline, on the embedded emulator: open the address that it prints
//   dotnet run --project samples/WebApp -- --live    on fal.ai, with the key in FAL_KEY
// The jobs are kept in a folder (--jobs, by default `jobs` in the working directory): stop the program while it draws, start it again, reload the page.
using KlingGen;
using KlingGen.Emulator;
using WebApp;
using WebApp.Fal.KlingImageV3TextToImage;

WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. args.Where(static arg => arg != "--live")], ContentRootPath = AppContext.BaseDirectory });
bool emulated = !args.Contains("--live") && builder.Configuration["Fal:EmulatorAddress"] is null;
await using FalEmulator? emulator = emulated ? await FalEmulator.StartAsync(new() { Schemas = { Path.Combine(AppContext.BaseDirectory, "schemas") } }) : null;
if (emulator is not null)
    builder.Configuration["Fal:EmulatorAddress"] = emulator.Address.AbsoluteUri;

builder.Services.AddFal(builder.Configuration.GetSection("Fal"));
builder.Services.AddFalProblemDetails();
builder.Services.AddSingleton(new JobFolder(builder.Configuration["jobs"] ?? "jobs"));
WebApplication app = builder.Build();
app.UseExceptionHandler();
app.UseDefaultFiles();
app.UseStaticFiles();

// In an application of yours all of this is behind RequireAuthorization(), and a job belongs to who ordered it.
app.MapPost("/jobs", static async (KlingImageV3TextToImageInput input, FalClient fal, JobFolder jobs) =>
{
    // Without the token of the request: a browser that goes away does not make it unknown whether a picture was bought.
    FalJob<KlingImageV3TextToImageOutput> job = await fal.KlingImageV3TextToImage().SubmitAsync(input, cancellationToken: CancellationToken.None);
    return Results.Accepted($"/jobs/{jobs.Add(job.Handle)}/events", new JobCreated(job.RequestId));
}).WithFalValidation();

app.MapGet("/jobs/{id}/events", static (string id, FalClient fal, JobFolder jobs, CancellationToken cancellationToken) => jobs.Find(id) is { } handle
    ? (IResult)TypedResults.ServerSentEvents(JobProgress.FollowAsync(fal.KlingImageV3TextToImage().Resume(handle), cancellationToken))
    : Results.NotFound());

// The pictures go through this server, so that the page needs no address but ours.
app.MapGet("/jobs/{id}/pictures/{index:int}", static async (string id, int index, FalClient fal, JobFolder jobs, CancellationToken cancellationToken) =>
{
    if (jobs.Find(id) is not { } handle)
        return Results.NotFound();
    FalResult<KlingImageV3TextToImageOutput> result = await fal.KlingImageV3TextToImage().Resume(handle).GetResultAsync(cancellationToken);
    return result.Value.Images.ElementAtOrDefault(index) is { } image
        ? Results.Stream(await image.OpenReadAsync(fal, cancellationToken), image.ContentType ?? "image/png")
        : Results.NotFound();
});

app.Run();
