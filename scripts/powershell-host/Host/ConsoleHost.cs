using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace EflowNetDiag.PowerShellHost;

/// <summary>What the engine asks of the program around it.</summary>
internal sealed class ConsoleHost(bool nonInteractive) : PSHost
{
    /// <summary>pwsh's own name: scripts ask for it to learn that they run in a console.</summary>
    public override string Name => "ConsoleHost";

    public override Version Version { get; } = PSVersionInfo.PSVersion;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI { get; } = new ConsoleUserInterface(nonInteractive);

    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    /// <summary>What `exit N` asked for; null as long as nothing asked.</summary>
    internal int? ExitCode { get; private set; }

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new PSNotSupportedException("This host has no nested prompt.");

    public override void ExitNestedPrompt() => throw new PSNotSupportedException("This host has no nested prompt.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
