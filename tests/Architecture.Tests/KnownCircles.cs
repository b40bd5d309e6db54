namespace ArchitectureTests;

/// <summary>Uses against the direction that stay. The list can only become shorter: a test takes out what makes no circle any more.</summary>
internal static class KnownCircles
{
    public static IReadOnlyList<(string From, string To)> Of(string project) => project switch
    {
        // One object has what every part of the emulator needs, and makes the parts: EmulatorServices, and FalEmulator around it. Calls, jobs and
        // webhooks are one story in three folders: a job runs a call, and its end is announced.
        "emulator/KlingGen.Emulator" =>
        [
            (".", "Billing"), (".", "Faults"), (".", "Hosting"), (".", "Journal"), (".", "Queue"), (".", "Webhooks"), ("Billing", "Calls"),
            ("Calls", "Webhooks"), ("Faults", "Calls"), ("Files", "Calls"), ("Hosting", "Auth"), ("Hosting", "Billing"), ("Hosting", "Calls"),
            ("Hosting", "Faults"), ("Hosting", "Files"), ("Hosting", "Journal"), ("Hosting", "Outputs"), ("Hosting", "Platform"),
            ("Hosting", "Queue"), ("Hosting", "Webhooks"), ("Pictures", "Outputs"), ("Queue", "Calls"), ("Queue", "Webhooks"),
        ],

        // The runtime is one library behind one namespace, filed by subject. A client gives jobs, a job keeps the client; an exception names the
        // request that failed, and the transport throws it; a value is read by a codec that is made of values. Serialization knows the words of the
        // public enums of all folders in one table, and Observability what each failure is called.
        "runtime/KlingGen.Runtime" =>
        [
            ("Client", "Files"), ("Client", "Queue"), ("Client", "Storage"), ("Client", "Streaming"), ("Client", "Webhooks"), ("Errors", "Client"),
            ("Errors", "Money"), ("Errors", "Queue"), ("Http", "Client"), ("Http", "Errors"), ("Http", "Files"), ("Http", "Queue"),
            ("Http", "Storage"), ("Http", "Webhooks"), ("IO", "Http"), ("Media", "Errors"), ("Media", "Serialization"), ("Money", "Client"),
            ("Observability", "Errors"), ("Observability", "Http"), ("Observability", "Queue"), ("Serialization", "Client"),
            ("Serialization", "Queue"), ("Serialization", "Storage"), ("Serialization", "Validation"), ("Serialization", "Webhooks"),
            ("Values", "Serialization"),
        ],
        _ => [],
    };
}
