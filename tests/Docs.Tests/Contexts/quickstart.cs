// The program that the quickstart makes: a console project named Pictures.
// schema: kling-image-v3-text-to-image.json
// namespace: Pictures
global using System;
global using System.Threading.Tasks;

public abstract partial class Ambient
{
    protected static string[] args = [];
}
