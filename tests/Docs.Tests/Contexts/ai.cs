// The package KlingGen.Extensions.AI beside services and a language model. Interfaces of Microsoft.Extensions.AI are experimental: docs/ai.md says so.
// nowarn: MEAI001
// includes: di
global using Microsoft.Extensions.AI;

public abstract partial class Ambient
{
    protected static IChatClient model = null!;
}
