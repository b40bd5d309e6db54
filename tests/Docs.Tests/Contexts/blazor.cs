// A Blazor WebAssembly application, whose component App is written in Razor.
// includes: default
global using Microsoft.AspNetCore.Components.WebAssembly.Hosting;
global using Microsoft.Extensions.DependencyInjection;

public sealed class App : Microsoft.AspNetCore.Components.ComponentBase;

public abstract partial class Ambient
{
    protected static string[] args = [];
}
