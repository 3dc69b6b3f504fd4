using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.ConvertFrom, "Json")]
public sealed class ConvertFromJsonCommand : PSCmdlet
{
    private readonly List<string> _lines = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string InputObject { get; set; } = string.Empty;

    [Parameter]
    public SwitchParameter AsHashtable { get; set; }

    [Parameter]
    [ValidateRange(ValidateRangeKind.Positive)]
    public int Depth { get; set; } = 1024;

    [Parameter]
    public SwitchParameter NoEnumerate { get; set; }

    [Parameter]
    public JsonDateKind DateKind { get; set; } = JsonDateKind.Default;

    protected override void ProcessRecord() => _lines.Add(InputObject);

    /// <summary>Several strings are several documents if the first is one, else the lines of one document.</summary>
    protected override void EndProcessing()
    {
        if (_lines.Count == 0) return;
        if (_lines.Count > 1 && !FirstLineIsDocument())
        {
            Convert(string.Join(Environment.NewLine, _lines));
            return;
        }

        foreach (string document in _lines) Convert(document);
    }

    private bool FirstLineIsDocument()
    {
        try
        {
            return NewReader().Read(_lines[0]) is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (JsonContentException)
        {
            return true; // it is JSON; what is wrong with it is said when it is converted
        }
    }

    private void Convert(string document)
    {
        try
        {
            WriteObject(NewReader().Read(document), enumerateCollection: !NoEnumerate);
        }
        catch (JsonContentException e)
        {
            ThrowTerminatingError(new ErrorRecord(new InvalidOperationException(e.Message), e.ErrorId, ErrorCategory.InvalidOperation, null));
        }
    }

    private JsonReader NewReader() => new(AsHashtable, Depth, DateKind);
}
