using KlingGen.Cli.Diagnosis.Checks;
using KlingGen.Cli.Hosting;
using KlingGen.Cli.Projects;
using KlingGen.Cli.Schemas;

namespace KlingGen.Cli.Diagnosis;

/// <summary><c>klinggen doctor</c>: looks at everything, and writes and asks nothing.</summary>
internal sealed class DoctorRun(CliHost host, string? projectName, string? schemasName)
{
    public async Task<DoctorReport> RunAsync(CancellationToken cancellationToken)
    {
        Consumer? project = Consumer.Find(host, projectName);
        string folderPath = SchemaFolder.Locate(host, schemasName) ?? Path.Combine(project?.Folder ?? host.WorkingDirectory, SchemaFolder.UsualName);
        SchemaFolder folder = await SchemaFolder.OpenAsync(host, folderPath, cancellationToken);
        SchemaFiles files = await SchemaFiles.ReadAsync(host, folder, cancellationToken);

        return new DoctorReport(
        [
            await SdkCheck.RunAsync(host, project?.Folder ?? host.WorkingDirectory, project, cancellationToken),
            .. ProjectCheck.Run(project),
            .. PackageCheck.Run(project),
            .. InclusionCheck.Run(project, files),
            .. LockCheck.Run(folder, files, host.Time.GetUtcNow()),
            KeyCheck.Run(host),
        ]);
    }
}
