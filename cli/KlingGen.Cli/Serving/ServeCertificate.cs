using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KlingGen.Cli.Hosting;
using KlingGen.Emulator.Exchange;

namespace KlingGen.Cli.Serving;

/// <summary>The certificate of <c>klinggen serve --https</c>.</summary>
/// <param name="Certificate">With its key.</param>
/// <param name="TrustFile">A PEM file by which clients trust it; null where the user brought the certificate.</param>
internal sealed record ServeCertificate(X509Certificate2 Certificate, string? TrustFile) : IDisposable
{
    public const string PasswordVariable = "KLINGGEN_CERTIFICATE_PASSWORD";

    private const string TrustName = "emulator-certificate.pem";
    private const string KeyName = "emulator-certificate.key";
    private static readonly TimeSpan s_life = TimeSpan.FromDays(397);
    private static readonly TimeSpan s_spare = TimeSpan.FromDays(7);

    // The service's own, so that a client whose addresses are constants can be led here by the hosts file.
    private static readonly string[] s_names = ["localhost", "*.localhost", .. HostTable.ServiceNames];

    /// <summary>The user's own.</summary>
    /// <exception cref="CliException">It cannot be read, has no key, or is not valid now.</exception>
    public static ServeCertificate Open(CliHost host, string file)
    {
        string path = host.PathOf(file), shown = host.Shown(path);
        try
        {
            X509Certificate2 certificate = Path.GetExtension(path).Equals(".pem", StringComparison.OrdinalIgnoreCase) || Path.GetExtension(path).Equals(".crt", StringComparison.OrdinalIgnoreCase)
                ? FromPem(path)
                : X509CertificateLoader.LoadPkcs12FromFile(path, host.Environment(PasswordVariable));
            string? wrong = !certificate.HasPrivateKey ? "has no private key" : !IsValid(certificate, host.Time.GetUtcNow(), TimeSpan.Zero) ? $"is valid from {certificate.NotBefore:yyyy-MM-dd} to {certificate.NotAfter:yyyy-MM-dd}, which is not now" : null;
            if (wrong is null)
                return new ServeCertificate(certificate, null);
            certificate.Dispose();
            throw CliException.Unusable($"The certificate '{shown}' {wrong}. Give another one, or omit --certificate and let --https make one.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw CliException.Unusable($"The certificate '{shown}' cannot be read: {Sentences.Of(error)} Give a .pfx file with its password in {PasswordVariable}, or a .pem file with its key in it or beside it.", error);
        }
    }

    /// <summary>The tool's own, kept in its folder for data; a new one when there is none or its days are counted.</summary>
    /// <exception cref="CliException">It cannot be written.</exception>
    public static ServeCertificate OpenOwn(CliHost host, string folder)
    {
        string trust = Path.Combine(folder, TrustName), key = Path.Combine(folder, KeyName);
        try
        {
            if (File.Exists(trust) && File.Exists(key) && TryOpen(trust, key) is { } kept)
            {
                if (IsValid(kept, host.Time.GetUtcNow(), s_spare))
                    return new ServeCertificate(kept, trust);
                kept.Dispose();
            }

            Directory.CreateDirectory(folder);
            using var secret = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            using X509Certificate2 made = Request(secret).CreateSelfSigned(host.Time.GetUtcNow().AddDays(-1), host.Time.GetUtcNow() + s_life);
            WritePrivately(key, secret.ExportPkcs8PrivateKeyPem());
            File.WriteAllText(trust, made.ExportCertificatePem());
            return new ServeCertificate(TryOpen(trust, key)!, trust);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CliException.Unwritable($"The certificate could not be kept in '{folder}': {Sentences.Of(error)} Name another folder with --data, or a certificate with --certificate.", error);
        }
    }

    public void Dispose() => Certificate.Dispose();

    private static X509Certificate2? TryOpen(string trust, string key)
    {
        try
        {
            using var read = X509Certificate2.CreateFromPemFile(trust, key);
            // Windows cannot use a key that lives in memory alone.
            return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    private static X509Certificate2 FromPem(string path)
    {
        string key = Path.ChangeExtension(path, ".key");
        using var read = X509Certificate2.CreateFromPemFile(path, File.Exists(key) ? key : null);
        return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
    }

    private static CertificateRequest Request(ECDsa key)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (string name in s_names)
            names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        var request = new CertificateRequest("CN=KlingGen emulator", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        request.CertificateExtensions.Add(names.Build());
        return request;
    }

    private static bool IsValid(X509Certificate2 certificate, DateTimeOffset now, TimeSpan spare) => certificate.NotBefore <= now && certificate.NotAfter > now + spare;

    // Whoever has the key can be any of these hosts to whoever trusts the certificate.
    private static void WritePrivately(string path, string text)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }
}
