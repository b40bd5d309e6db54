namespace KlingGen.Compiler;

/// <summary>One schema file and what its project says about it.</summary>
/// <param name="Path">The file, as named in problems; it never reaches the emitted code.</param>
/// <param name="Text">The whole text of the file.</param>
/// <param name="Namespace">The namespace of everything emitted; null or empty for <c>{RootNamespace}.Fal.{Endpoint}</c>, with the owner in between where it is not the service itself.</param>
/// <param name="RootNamespace">The project's root namespace; null or empty for none.</param>
/// <param name="ClientName">The name of the client class and of the extension method (without <c>Client</c>); null or empty for the endpoint's own.</param>
/// <param name="Visibility"><c>public</c> (also null or empty) or <c>internal</c>.</param>
/// <param name="AI"><c>true</c> to emit roles and the schema for language models; <c>false</c> (also null or empty) not to.</param>
/// <param name="OpenApi"><c>true</c> to emit the types' JSON schemas, for the OpenAPI document of an API that has them in its requests and answers; <c>false</c> (also null or empty) not to.</param>
public sealed record SchemaInput(string Path, string Text, string? Namespace = null, string? RootNamespace = null, string? ClientName = null, string? Visibility = null, string? AI = null, string? OpenApi = null);
