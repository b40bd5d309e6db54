using Blazor.App;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;

WebAssemblyHostBuilder builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<App>("#app");
builder.Services.AddFal(builder.Configuration.GetSection("Fal"));
await builder.Build().RunAsync();
