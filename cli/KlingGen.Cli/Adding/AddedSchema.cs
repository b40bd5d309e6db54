using KlingGen.Compiler;

namespace KlingGen.Cli.Adding;

/// <summary>What adding one endpoint gave.</summary>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="File">The schema file, as shown: from the working directory where it lies below.</param>
/// <param name="IsChanged">Whether the file is new or has another content now.</param>
/// <param name="Entry">The lock entry.</param>
/// <param name="Model">The model in the project.</param>
/// <param name="Warnings">What the generator leaves out.</param>
/// <param name="FirstCall">A program to paste.</param>
internal sealed record AddedSchema(string EndpointId, string File, bool IsChanged, LockEntry Entry, EndpointSpec Model, IReadOnlyList<Problem> Warnings, string FirstCall);
