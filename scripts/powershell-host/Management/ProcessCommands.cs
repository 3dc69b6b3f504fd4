using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Finding processes by name pattern, by id or as objects.</summary>
public abstract class ProcessCommandBase : PSCmdlet
{
    internal IEnumerable<Process> ByName(IEnumerable<string> patterns)
    {
        Process[] all = Process.GetProcesses();
        foreach (string name in patterns)
        {
            WildcardPattern pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            Process[] found = all.Where(process => pattern.IsMatch(NameOf(process))).OrderBy(NameOf, StringComparer.OrdinalIgnoreCase).ThenBy(process => process.Id).ToArray();
            if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                WriteMissing($"Cannot find a process with the name \"{name}\". Verify the process name and call the cmdlet again.", "NoProcessFoundForGivenName", name);
            }

            foreach (Process process in found) yield return process;
        }
    }

    internal IEnumerable<Process> ById(IEnumerable<int> ids)
    {
        foreach (int id in ids)
        {
            if (TryGet(id) is { } process) yield return process;
            else WriteMissing($"Cannot find a process with the process identifier {id}.", "NoProcessFoundForGivenId", id);
        }
    }

    internal static string NameOf(Process process)
    {
        try
        {
            return process.ProcessName;
        }
        catch (InvalidOperationException)
        {
            return string.Empty; // it ended in the meantime
        }
    }

    internal void WriteProblem(Exception reason, string message, string errorId, ErrorCategory category, object target) =>
        WriteError(new ErrorRecord(new ProcessCommandException(message, reason), errorId, category, target));

    private void WriteMissing(string message, string errorId, object target) =>
        WriteError(new ErrorRecord(new ProcessCommandException(message, null), errorId, ErrorCategory.ObjectNotFound, target));

    private static Process? TryGet(int id)
    {
        try
        {
            return Process.GetProcessById(id);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>The exception type that the stock process cmdlets' errors carry.</summary>
public sealed class ProcessCommandException(string message, Exception? innerException) : SystemException(message, innerException);

[Cmdlet(VerbsCommon.Get, "Process", DefaultParameterSetName = "Name")]
[OutputType(typeof(Process))]
public sealed class GetProcessCommand : ProcessCommandBase
{
    [Parameter(Position = 0, ParameterSetName = "Name", ValueFromPipelineByPropertyName = true)]
    [Alias("ProcessName")]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    [Parameter(ParameterSetName = "Id", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PID")]
    public int[]? Id { get; set; }

    [Parameter(ParameterSetName = "InputObject", Mandatory = true, ValueFromPipeline = true)]
    public Process[]? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        IEnumerable<Process> found = InputObject ?? (Id is not null ? ById(Id) : ByName(Name ?? ["*"]));
        WriteObject(found, enumerateCollection: true);
    }
}

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
