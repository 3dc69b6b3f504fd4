using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsLifecycle.Stop, "Process", DefaultParameterSetName = "Id", SupportsShouldProcess = true)]
[OutputType(typeof(Process))]
public sealed class StopProcessCommand : ProcessCommandBase
{
    [Parameter(ParameterSetName = "Name", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ProcessName")]
    public string[]? Name { get; set; }

    [Parameter(Position = 0, ParameterSetName = "Id", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public int[]? Id { get; set; }

    [Parameter(Position = 0, ParameterSetName = "InputObject", Mandatory = true, ValueFromPipeline = true)]
    public Process[]? InputObject { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        foreach (Process process in InputObject ?? (Id is not null ? ById(Id) : ByName(Name!)))
        {
            if (ShouldProcess($"{NameOf(process)} ({process.Id})")) Stop(process);
        }
    }

    private void Stop(Process process)
    {
        try
        {
            if (!process.HasExited) process.Kill();
            if (PassThru) WriteObject(process);
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or NotSupportedException)
        {
            WriteProblem(e, $"Cannot stop process \"{NameOf(process)} ({process.Id})\" because of the following error: {e.Message}", "CouldNotStopProcess", ErrorCategory.CloseError, process);
        }
    }
}
