using System.Diagnostics;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsLifecycle.Wait, "Process", DefaultParameterSetName = "Name")]
public sealed class WaitProcessCommand : ProcessCommandBase
{
    private readonly List<Process> _waitedFor = [];

    [Parameter(Position = 0, ParameterSetName = "Name", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ProcessName")]
    public string[]? Name { get; set; }

    [Parameter(ParameterSetName = "Id", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PID")]
    public int[]? Id { get; set; }

    [Parameter(ParameterSetName = "InputObject", Mandatory = true, ValueFromPipeline = true)]
    public Process[]? InputObject { get; set; }

    [Parameter(Position = 1)]
    [Alias("TimeoutSec")]
    [ValidateRange(0, 32767)]
    public int? Timeout { get; set; }

    protected override void ProcessRecord() => _waitedFor.AddRange(InputObject ?? (Id is not null ? ById(Id) : ByName(Name!)));

    protected override void EndProcessing()
    {
        var clock = Stopwatch.StartNew();
        foreach (Process process in _waitedFor)
        {
            int left = Timeout is { } seconds ? Math.Max(0, (seconds * 1000) - (int)clock.ElapsedMilliseconds) : -1;
            if (process.WaitForExit(left)) continue;
            WriteProblem(
                new TimeoutException(), $"This command stopped operation because process \"{NameOf(process)} ({process.Id})\" is not stopped in the specified time-out.",
                "ProcessNotTerminated", ErrorCategory.CloseError, process);
        }
    }
}
