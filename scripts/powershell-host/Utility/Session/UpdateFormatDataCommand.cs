using System.Management.Automation;
using System.Management.Automation.Runspaces;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.Update, "FormatData", SupportsShouldProcess = true, DefaultParameterSetName = "FileSet")]
public sealed class UpdateFormatDataCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "Path")]
    [ValidateNotNull]
    public string[] AppendPath { get; set; } = [];

    [Parameter]
    [ValidateNotNull]
    public string[] PrependPath { get; set; } = [];

    protected override void ProcessRecord()
    {
        List<string> first = Ps1XmlFiles.Resolve(this, PrependPath, "FormatPrependPathException");
        List<string> last = Ps1XmlFiles.Resolve(this, AppendPath, "FormatAppendPathException");
        InitialSessionStateEntryCollection<SessionStateFormatEntry> formats = Runspace.DefaultRunspace.InitialSessionState.Formats;
        SessionStateFormatEntry[] known = formats.ToArray();
        SessionStateFormatEntry[] wanted = [.. Wanted(first), .. known, .. Wanted(last)];
        if (wanted.Length == known.Length) return;
        try
        {
            Load(wanted.DistinctBy(entry => entry.FileName ?? entry.GetHashCode().ToString()));
        }
        catch (RuntimeException e)
        {
            Load(known);
            WriteError(new ErrorRecord(e, "FormatXmlUpdateException", ErrorCategory.NotSpecified, null));
        }
    }

    private void Load(IEnumerable<SessionStateFormatEntry> entries)
    {
        InitialSessionState state = Runspace.DefaultRunspace.InitialSessionState;
        state.Formats.Clear();
        state.Formats.Add(entries);
        Ps1XmlFiles.ThrowingErrors(state, () => TypeAndFormatAccess.UpdateFormats(state, EngineAccess.ContextOf(this), update: false));
    }

    private IEnumerable<SessionStateFormatEntry> Wanted(List<string> files) =>
        files.Where(file => ShouldProcess($"FileName: {file}", "Update FormatData")).Select(file => new SessionStateFormatEntry(file));
}
