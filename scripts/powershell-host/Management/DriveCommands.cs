using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "PSDrive", DefaultParameterSetName = "Name")]
[OutputType(typeof(PSDriveInfo))]
public sealed class GetPSDriveCommand : ProviderCommand
{
    [Parameter(Position = 0, ParameterSetName = "Name", ValueFromPipelineByPropertyName = true)]
    public string[]? Name { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Scope { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? PSProvider { get; set; }

    protected override void ProcessRecord()
    {
        PSDriveInfo[] drives = SessionState.Drive.GetAll().OrderBy(drive => drive.Name, StringComparer.OrdinalIgnoreCase).ToArray();
        foreach (string name in Name ?? ["*"])
        {
            PSDriveInfo[] found = drives.Where(drive => Matches(name, drive.Name) && (PSProvider is null || PSProvider.Any(provider => Matches(provider, drive.Provider.Name)))).ToArray();
            WriteObject(found, enumerateCollection: true);
            if (found.Length > 0 || WildcardPattern.ContainsWildcardCharacters(name)) continue;
            var exception = new System.Management.Automation.DriveNotFoundException($"Cannot find drive. A drive with the name '{name}' does not exist.");
            WriteError(new ErrorRecord(exception, "GetLocationNoMatchingDrive", ErrorCategory.ObjectNotFound, name));
        }
    }

    private static bool Matches(string pattern, string text) => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(text);
}

[Cmdlet(VerbsCommon.New, "PSDrive", SupportsShouldProcess = true)]
[OutputType(typeof(PSDriveInfo))]
public sealed class NewPSDriveCommand : ProviderCommand
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = string.Empty;

    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string PSProvider { get; set; } = string.Empty;

    [Parameter(Position = 2, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string Root { get; set; } = string.Empty;

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string Description { get; set; } = string.Empty;

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Scope { get; set; }

    protected override void ProcessRecord()
    {
        if (!ShouldProcess($"Name: {Name} Provider: {PSProvider} Root: {Root}", "New drive")) return;
        ForPath(() =>
        {
            ProviderInfo provider = SessionState.Provider.GetOne(PSProvider);
            var drive = new PSDriveInfo(Name, provider, Root, Description, credential: null);
            WriteObject(SessionState.Drive.New(drive, Scope));
        });
    }
}

[Cmdlet(VerbsCommon.Remove, "PSDrive", DefaultParameterSetName = "Name", SupportsShouldProcess = true)]
public sealed class RemovePSDriveCommand : ProviderCommand
{
    [Parameter(Position = 0, ParameterSetName = "Name", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = [];

    [Parameter]
    public string? Scope { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string name in Name)
        {
            if (ShouldProcess($"Name: {name}", "Remove Drive")) ForPath(() => SessionState.Drive.Remove(name, Force, Scope));
        }
    }
}

[Cmdlet(VerbsCommon.Get, "PSProvider")]
[OutputType(typeof(ProviderInfo))]
public sealed class GetPSProviderCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    public string[]? PSProvider { get; set; }

    protected override void ProcessRecord()
    {
        if (PSProvider is null) WriteObject(SessionState.Provider.GetAll(), enumerateCollection: true);
        foreach (string name in PSProvider ?? [])
        {
            try
            {
                WriteObject(SessionState.Provider.Get(name), enumerateCollection: true);
            }
            catch (ProviderNotFoundException e)
            {
                WriteError(new ErrorRecord(e.ErrorRecord, e));
            }
        }
    }
}
