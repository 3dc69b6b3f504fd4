using System.Globalization;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.Import, "LocalizedData")]
public sealed class ImportLocalizedData : PSCmdlet
{
    private const string Id = "ImportLocalizedData";

    [Parameter(Position = 0)]
    [Alias("Variable")]
    [ValidateNotNullOrEmpty]
    public string? BindingVariable { get; set; }

    [Parameter(Position = 1)]
    public string? UICulture { get; set; }

    [Parameter]
    public string? BaseDirectory { get; set; }

    [Parameter]
    public string? FileName { get; set; }

    [Parameter]
    public string[] SupportedCommand { get; set; } = ["ConvertFrom-StringData"];

    protected override void ProcessRecord()
    {
        if (FindFile() is not { } path || Read(path) is not { } text) return;
        object? data;
        try
        {
            data = DataFile.Evaluate(text, SupportedCommand);
        }
        catch (RuntimeException e)
        {
            throw new PSInvalidOperationException($"The following error occurred while PowerShell was loading the '{path}' script data file:\n{e.Message}", e);
        }

        if (BindingVariable is null) WriteObject(data);
        else SessionState.PSVariable.Set(BindingVariable, data);
    }

    private string? FindFile()
    {
        string caller = MyInvocation.ScriptName;
        if (string.IsNullOrEmpty(FileName) && string.IsNullOrEmpty(caller))
        {
            throw new PSInvalidOperationException(
                "The FileName parameter was not specified. The FileName parameter is required when Import-LocalizedData is not called from a script file.");
        }

        if (!string.IsNullOrEmpty(FileName) && !string.IsNullOrEmpty(Path.GetDirectoryName(FileName)))
        {
            throw new PSInvalidOperationException("The argument for the FileName parameter should not contain a path.");
        }

        string file = Path.GetFileNameWithoutExtension(string.IsNullOrEmpty(FileName) ? caller : FileName) + ".psd1";
        string folder = FolderOf(caller);
        CultureInfo culture = WantedCulture();
        string? found = CandidateFolders(folder, culture).Select(candidate => Path.Combine(candidate, file)).FirstOrDefault(File.Exists);
        if (found is not null) return found;

        string wanted = Path.Combine(folder, culture.Name);
        WriteProblem($"Cannot find the PowerShell data file '{file}' in directory '{wanted}', or in any parent culture directories.", ErrorCategory.ObjectNotFound, Path.Combine(wanted, file));
        return null;
    }

    private string FolderOf(string caller)
    {
        string folder = BaseDirectory is { Length: > 0 } given ? given : string.IsNullOrEmpty(caller) ? "." : Path.GetDirectoryName(caller)!;
        return SessionState.Path.GetUnresolvedProviderPathFromPSPath(folder);
    }

    private CultureInfo WantedCulture()
    {
        if (UICulture is null) return CultureInfo.CurrentUICulture;
        try
        {
            return CultureInfo.GetCultureInfo(UICulture);
        }
        catch (ArgumentException)
        {
            throw new PSArgumentException("The value is not the name of a culture.", "Culture");
        }
    }

    /// <summary>de-AT, de, then en-US and en unless a culture was asked for by name, last the folder itself.</summary>
    private IEnumerable<string> CandidateFolders(string folder, CultureInfo culture)
    {
        IEnumerable<CultureInfo> cultures = WithParents(culture);
        if (UICulture is null && culture.Name != "en-US") cultures = cultures.Concat(WithParents(CultureInfo.GetCultureInfo("en-US")));
        return cultures.Select(candidate => Path.Combine(folder, candidate.Name)).Append(folder);
    }

    private static IEnumerable<CultureInfo> WithParents(CultureInfo culture)
    {
        for (CultureInfo current = culture; current.Name.Length > 0; current = current.Parent) yield return current;
    }

    private string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            WriteProblem($"The following error occurred while PowerShell was opening the data file '{path}':\n{e.Message}", ErrorCategory.OpenError, path);
            return null;
        }
    }

    private void WriteProblem(string message, ErrorCategory category, string target) =>
        WriteError(new ErrorRecord(new PSInvalidOperationException(message), Id, category, target));
}
