using System.Globalization;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>What the two cmdlets that write CSV share.</summary>
public abstract class WriteCsvCommand : PSCmdlet
{
    private CsvWriter? _writer;

    [Parameter]
    public char Delimiter { get; set; } = ',';

    [Parameter]
    public SwitchParameter UseCulture { get; set; }

    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public PSObject InputObject { get; set; } = null!;

    [Parameter]
    [Alias("ITI")]
    public SwitchParameter IncludeTypeInformation { get; set; }

    [Parameter]
    [Alias("NTI")]
    public SwitchParameter NoTypeInformation { get; set; }

    [Parameter]
    [Alias("QF")]
    public string[]? QuoteFields { get; set; }

    [Parameter]
    [Alias("UQ")]
    public QuoteKind UseQuotes { get; set; } = QuoteKind.Always;

    [Parameter]
    public SwitchParameter NoHeader { get; set; }

    internal CsvWriter Writer => _writer ??= new CsvWriter(CsvDelimiter.Of(Delimiter, UseCulture), UseQuotes, QuoteFields);
}

/// <summary>-Delimiter or the culture's list separator.</summary>
internal static class CsvDelimiter
{
    internal static char Of(char given, bool useCulture) => useCulture ? CultureInfo.CurrentCulture.TextInfo.ListSeparator[0] : given;
}

[Cmdlet(VerbsData.ConvertTo, "Csv")]
[OutputType(typeof(string))]
public sealed class ConvertToCsvCommand : WriteCsvCommand
{
    protected override void ProcessRecord() => WriteObject(Writer.Lines(InputObject, IncludeTypeInformation, header: !NoHeader), enumerateCollection: true);
}
