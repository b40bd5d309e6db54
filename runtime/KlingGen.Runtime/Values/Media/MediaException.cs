using System.Globalization;

namespace KlingGen;

/// <summary>What is wrong with local content, for whoever knows which member or upload it belongs to and throws what callers see.</summary>
internal abstract class MediaException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>Local content cannot be read: no failure of the network, and so never a reason to try again.</summary>
internal sealed class MediaUnreadableException(Exception cause) : MediaException(cause.Message, cause);

/// <summary>Content whose length nobody knew is longer than the schema allows; seen while it was read, and nothing of it is a file.</summary>
internal sealed class MediaTooLongException(long max) : MediaException(string.Create(CultureInfo.InvariantCulture, $"has more than {max} bytes, the maximum"));
