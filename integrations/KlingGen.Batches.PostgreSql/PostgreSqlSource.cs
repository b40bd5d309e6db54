using System.Globalization;
using Npgsql;

namespace KlingGen.Batches;

/// <summary>Connections as the store needs them, of a connection string or an address.</summary>
internal static class PostgreSqlSource
{
    public static NpgsqlDataSource Of(string connectionString)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(Complete(connectionString).ConnectionString);
        builder.EnableTransportSecurity();
        return builder.Build();
    }

    /// <summary>What the user left open, as the store needs it.</summary>
    internal static NpgsqlConnectionStringBuilder Complete(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        NpgsqlConnectionStringBuilder settings = IsAddress(connectionString) ? Read(connectionString) : new NpgsqlConnectionStringBuilder(connectionString);
        settings.ApplicationName ??= "KlingGen.Batches";
        // A step is a transaction of its own, whatever goes on around it.
        settings.Enlist = false;
        // No session has anything to be forgotten; behind a pooler the command would hit the wrong one.
        settings.NoResetOnClose = true;
        // Of several hosts the one that may be written.
        if (settings.Host?.Contains(',', StringComparison.Ordinal) == true)
            settings.TargetSessionAttributes ??= "read-write";
        return settings;
    }

    private static bool IsAddress(string text) => text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    /// <summary>An address as libpq takes it, and as hosters give it out.</summary>
    private static NpgsqlConnectionStringBuilder Read(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? address) || address.Host.Length == 0)
            throw new ArgumentException("The address of the database cannot be read. Write postgresql://user:password@host:5432/database, with the characters : / ? # @ of a password as %3A %2F %3F %23 %40; for several hosts use Host=a,b;Database=….");
        var settings = new NpgsqlConnectionStringBuilder { Host = address.Host };
        if (address.Port > 0)
            settings.Port = address.Port;
        string[] user = address.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
            settings.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1)
            settings.Password = Uri.UnescapeDataString(user[1]);
        if (address.AbsolutePath.Trim('/') is { Length: > 0 } database)
            settings.Database = Uri.UnescapeDataString(database);
        foreach (string pair in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = pair.Split('=', 2);
            Set(settings, Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : string.Empty);
        }

        return settings;
    }

    private static void Set(NpgsqlConnectionStringBuilder settings, string name, string value)
    {
        switch (name)
        {
            case "sslmode" when Enum.TryParse(value.Replace("-", string.Empty, StringComparison.Ordinal), ignoreCase: true, out SslMode mode):
                settings.SslMode = mode;
                break;
            case "sslrootcert":
                settings.RootCertificate = value;
                break;
            case "sslcert":
                settings.SslCertificate = value;
                break;
            case "sslkey":
                settings.SslKey = value;
                break;
            case "application_name":
                settings.ApplicationName = value;
                break;
            case "connect_timeout" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds):
                settings.Timeout = seconds;
                break;
            case "target_session_attrs":
                settings.TargetSessionAttributes = value;
                break;
            case "options":
                settings.Options = value;
                break;
            case "channel_binding" when Enum.TryParse(value, ignoreCase: true, out ChannelBinding binding):
                settings.ChannelBinding = binding;
                break;
            default:
                throw new ArgumentException($"The address of the database has '{name}={value}', which is not known here. Leave it out, or write a connection string of Npgsql: Host=…;Database=….");
        }
    }
}
