namespace KlingGen.CompilerServices;

// What only OpenAPI documents ask of the converters: ASP.NET Core writes them where interfaces have static members.

public sealed partial class FalJsonConverter<T> : IFalSchemaConverter
{
    /// <inheritdoc/>
    public FalSchema? Schema => T.Schema;
}

public sealed partial class FalEnumJsonConverter<TEnum, TCodec> : IFalSchemaConverter
{
    /// <inheritdoc/>
    public FalSchema? Schema => TCodec.Schema;
}

internal sealed partial class EnumTexts<TEnum, TCodec>
{
    private sealed partial class OpenConverter : IFalSchemaConverter
    {
        public FalSchema? Schema => TCodec.Schema?.Open();
    }
}
