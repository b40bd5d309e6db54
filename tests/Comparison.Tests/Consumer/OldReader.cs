using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using System.Text.Json;
using KlingGen;
using KlingGen.Compiler;
using KlingGen.CompilerServices;

namespace ComparisonTests.Consumer;

/// <summary>The reader of results that was compiled for a model.</summary>
internal static class OldReader
{
    public static bool CanRead(EndpointSpec endpoint, string json)
    {
        using var image = new MemoryStream();
        Assert.True(new Library(endpoint).Compilation.Emit(image).Success);
        var context = new AssemblyLoadContext(null, isCollectible: true);
        Assembly assembly = context.LoadFromStream(new MemoryStream(image.ToArray()));
        Type type = endpoint.Output is NamedType named ? assembly.GetType(endpoint.Namespace + "." + named.Name, throwOnError: true)! : typeof(FalJson);
        MethodInfo read = typeof(OldReader).GetMethod(nameof(Read), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type);
        try
        {
            return read.CreateDelegate<Func<byte[], bool>>()(Encoding.UTF8.GetBytes(json));
        }
        finally
        {
            context.Unload();
        }
    }

    private static bool Read<T>(byte[] json)
        where T : IFalJson<T>
    {
        try
        {
            _ = FalJsonText.Read<T>(json);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
