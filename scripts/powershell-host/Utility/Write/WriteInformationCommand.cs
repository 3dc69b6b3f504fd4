using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommunications.Write, "Information")]
public sealed class WriteInformationCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("Msg", "Message")]
    [AllowNull]
    public object? MessageData { get; set; }

    [Parameter(Position = 1)]
    public string[]? Tags { get; set; }

    protected override void BeginProcessing()
    {
        foreach (string tag in Tags ?? [])
        {
            if (!tag.StartsWith("PS", StringComparison.OrdinalIgnoreCase)) continue;
            var exception = new InvalidOperationException($"Tag names starting with PS are reserved for PowerShell: '{tag}'.");
            ThrowTerminatingError(new ErrorRecord(exception, "PSPrefixReservedInInformationTag", ErrorCategory.InvalidArgument, tag));
        }
    }

    protected override void ProcessRecord() => WriteInformation(MessageData, Tags);
}
