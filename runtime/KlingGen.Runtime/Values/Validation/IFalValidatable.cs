using System.ComponentModel;
namespace KlingGen.CompilerServices;

/// <summary>A value that knows the limits its schema sets. Every generated record and union that a request can hold is one.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFalValidatable
{
    /// <summary>Checks this value and what it holds.</summary>
    /// <param name="check">Takes the findings; knows where in the request this value stands.</param>
    void Validate(ref FalValidator check);
}

/// <summary>The request of an endpoint.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFalInput : IFalValidatable;
