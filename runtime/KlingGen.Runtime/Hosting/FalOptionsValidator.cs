using Microsoft.Extensions.Options;

namespace KlingGen;

/// <summary>Says what is wrong with options before the first call, in the words of the exception the client would throw.</summary>
internal sealed class FalOptionsValidator : IValidateOptions<FalClientOptions>
{
    public ValidateOptionsResult Validate(string? name, FalClientOptions options)
    {
        try
        {
            ApiKey.Resolve(options.CheckedCopy());
            return ValidateOptionsResult.Success;
        }
        catch (Exception error) when (error is ArgumentException or FalAuthenticationException)
        {
            return ValidateOptionsResult.Fail(error.Message);
        }
    }
}
