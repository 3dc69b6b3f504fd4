using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Without the parameters that exist only on Windows (-Verb, -WindowStyle, -Credential).</summary>
[Cmdlet(VerbsLifecycle.Start, "Process", SupportsShouldProcess = true)]
[OutputType(typeof(Process))]
public sealed class StartProcessCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("PSPath", "Path")]
    [ValidateNotNullOrEmpty]
    public string FilePath { get; set; } = string.Empty;

    [Parameter(Position = 1)]
    [Alias("Args")]
    public string[] ArgumentList { get; set; } = [];

    [Parameter]
    public string? WorkingDirectory { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    [Alias("nnw")]
    public SwitchParameter NoNewWindow { get; set; }

    [Parameter]
    [Alias("RSI")]
    public string? RedirectStandardInput { get; set; }

    [Parameter]
    [Alias("RSO")]
    public string? RedirectStandardOutput { get; set; }

    [Parameter]
    [Alias("RSE")]
    public string? RedirectStandardError { get; set; }

    [Parameter]
    public SwitchParameter Wait { get; set; }

    protected override void BeginProcessing()
    {
        if (!ShouldProcess($"{Executable()} {string.Join(' ', ArgumentList)}", MyInvocation.MyCommand.Name)) return;
        Process process = Start();
        Task[] copies = Copies(process).ToArray();
        if (Wait) process.WaitForExit();
        if (Wait) Task.WaitAll(copies);
        if (PassThru) WriteObject(process);
    }

    private Process Start()
    {
        var start = new ProcessStartInfo
        {
            FileName = Executable(),
            Arguments = string.Join(' ', ArgumentList),
            WorkingDirectory = SessionState.Path.GetUnresolvedProviderPathFromPSPath(WorkingDirectory ?? SessionState.Path.CurrentFileSystemLocation.ProviderPath),
            UseShellExecute = false,
            RedirectStandardInput = RedirectStandardInput is not null,
            RedirectStandardOutput = RedirectStandardOutput is not null,
            RedirectStandardError = RedirectStandardError is not null,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            var exception = new InvalidOperationException($"This command cannot be run due to the error: {e.Message}", e);
            ThrowTerminatingError(new ErrorRecord(exception, "InvalidOperationException", ErrorCategory.InvalidOperation, null));
            throw;
        }
    }

    /// <summary>A command of the PATH keeps its name; a path is the current location's, not the process's.</summary>
    private string Executable()
    {
        if (InvokeCommand.GetCommand(FilePath, CommandTypes.Application) is ApplicationInfo application) return application.Path;
        return FilePath.IndexOfAny(['/', '\\']) >= 0 ? SessionState.Path.GetUnresolvedProviderPathFromPSPath(FilePath) : FilePath;
    }

    private IEnumerable<Task> Copies(Process process)
    {
        if (RedirectStandardOutput is { } output) yield return Copy(process.StandardOutput.BaseStream, output);
        if (RedirectStandardError is { } error) yield return Copy(process.StandardError.BaseStream, error);
        if (RedirectStandardInput is not { } input) yield break;
        using FileStream source = File.OpenRead(SessionState.Path.GetUnresolvedProviderPathFromPSPath(input));
        source.CopyTo(process.StandardInput.BaseStream);
        process.StandardInput.Close();
    }

    private Task Copy(Stream from, string to)
    {
        FileStream file = File.Create(SessionState.Path.GetUnresolvedProviderPathFromPSPath(to));
        return from.CopyToAsync(file).ContinueWith(_ => file.Dispose(), TaskScheduler.Default);
    }
}
