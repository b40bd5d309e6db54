using System.Text;

namespace KlingGen;

/// <summary>A sentence with the first of the errors after it.</summary>
internal static class ValidationText
{
    private const int MaxListed = 5;

    public static string Of(string message, IReadOnlyList<FalValidationError> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var text = new StringBuilder(message);
        for (int i = 0; i < errors.Count && i < MaxListed; i++)
            text.Append(i == 0 ? " " : "; ").Append(errors[i].Message.TrimEnd('.'));
        if (errors.Count > MaxListed)
            text.Append("; and ").Append(errors.Count - MaxListed).Append(" more");
        return errors.Count == 0 ? message : text.Append('.').ToString();
    }
}
