using System.Management.Automation;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsLifecycle.Invoke, "Expression")]
public sealed class InvokeExpressionCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    public string Command { get; set; } = string.Empty;

    protected override void ProcessRecord() => EngineAccess.InvokeInCallersScope(this, InvokeCommand.NewScriptBlock(Command));
}
