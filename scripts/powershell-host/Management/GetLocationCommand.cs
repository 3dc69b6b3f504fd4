using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Location", DefaultParameterSetName = "Location")]
public sealed class GetLocationCommand : PSCmdlet
{
    [Parameter(ParameterSetName = "Location", ValueFromPipelineByPropertyName = true)]
    public string[]? PSProvider { get; set; }

    [Parameter(ParameterSetName = "Location", ValueFromPipelineByPropertyName = true)]
    public string[]? PSDrive { get; set; }

    [Parameter(ParameterSetName = "Stack")]
    public SwitchParameter Stack { get; set; }

    [Parameter(ParameterSetName = "Stack", ValueFromPipelineByPropertyName = true)]
    public string[]? StackName { get; set; }

    protected override void ProcessRecord()
    {
        if (ParameterSetName == "Stack")
        {
            foreach (string? name in StackName ?? [null!]) WriteObject(SessionState.Path.LocationStack(name));
            return;
        }

        if (PSProvider is null && PSDrive is null) WriteObject(SessionState.Path.CurrentLocation);
        foreach (string provider in PSProvider ?? []) WriteObject(SessionState.Path.CurrentProviderLocation(provider));
        foreach (string drive in PSDrive ?? []) WriteObject(SessionState.Drive.Get(drive).CurrentLocation);
    }
}
