using System.Management.Automation;
using System.Management.Automation.Language;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.Import, "PowerShellDataFile", DefaultParameterSetName = "ByPath")]
public sealed class ImportPowerShellDataFileCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "ByPath")]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "ByLiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    [Parameter]
    public SwitchParameter SkipLimitCheck { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string path in LiteralPath ?? Path ?? [])
        {
            if (Resolve(path) is { } file) Import(file);
        }
    }

    private string? Resolve(string path)
    {
        try
        {
            string file = LiteralPath is null
                ? SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _).Single()
                : SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
            if (File.Exists(file)) return file;
        }
        catch (Exception e) when (e is ItemNotFoundException or InvalidOperationException)
        {
            // said below
        }

        var exception = new ItemNotFoundException($"Cannot find path '{path}' because it does not exist.");
        WriteError(new ErrorRecord(exception, "PathNotFound", ErrorCategory.ObjectNotFound, path));
        return null;
    }

    private void Import(string file)
    {
        object? table = DataFile.ReadHashtable(file, out ParseError[] errors, out bool isHashtable);
        if (errors.Length > 0 || !isHashtable)
        {
            string id = errors.Length > 0 ? "CouldNotParseAsPowerShellDataFile" : "CouldNotParseAsPowerShellDataFileNoHashtableRoot";
            var exception = new ParseException($"The file '{file}' could not be parsed as a PowerShell Data File.");
            WriteError(new ErrorRecord(exception, id, ErrorCategory.InvalidData, file));
            return;
        }

        WriteObject(table);
    }
}
