namespace KlingGen.Emulator;

/// <summary>How much of an input's schema the emulator demands.</summary>
public enum FalInputChecks
{
    /// <summary>All of it.</summary>
    Schema,

    /// <summary>The required members of the input itself are present; nothing else is looked at. So the service's own Python client checks an input.</summary>
    RequiredMembers,

    /// <summary>Nothing: any JSON value is taken.</summary>
    None,
}
