using System.Management.Automation;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsDiagnostic.Resolve, "Path", DefaultParameterSetName = PathSet)]
[OutputType(typeof(PathInfo), typeof(string))]
public sealed class ResolvePathCommand : PathCommand
{
    [Parameter]
    public SwitchParameter Relative { get; set; }

    [Parameter]
    public string? RelativeBasePath { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    internal override bool IsForced => Force;

    protected override void ProcessRecord() => ForEachPath(path =>
    {
        foreach (PathInfo found in ProviderAccess.Resolve(SessionState.Path, path, NewContext()))
        {
            if (Relative || RelativeBasePath is not null) WriteObject(RelativeTo(BasePath(), found.ProviderPath));
            else WriteObject(found);
        }
    });

    private string BasePath() =>
        RelativeBasePath is null ? SessionState.Path.CurrentLocation.ProviderPath : SessionState.Path.GetUnresolvedProviderPathFromPSPath(RelativeBasePath);

    private string RelativeTo(string basePath, string path)
    {
        string relative = System.IO.Path.GetRelativePath(basePath, path);
        return relative.StartsWith('.') ? relative : SessionState.Path.Combine(".", relative);
    }
}

[Cmdlet(VerbsData.Convert, "Path", DefaultParameterSetName = PathSet)]
[OutputType(typeof(string))]
public sealed class ConvertPathCommand : PathCommand
{
    [Parameter]
    public SwitchParameter Force { get; set; }

    internal override bool IsForced => Force;

    protected override void ProcessRecord() => ForEachPath(path =>
        WriteObject(ProviderAccess.ResolveToProviderPath(SessionState.Path, path, NewContext(), out _), enumerateCollection: true));
}
