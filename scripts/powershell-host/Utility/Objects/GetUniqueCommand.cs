using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;

namespace Microsoft.PowerShell.Commands;

/// <summary>Drops an object that equals the one before it, so the input should be sorted.</summary>
[Cmdlet(VerbsCommon.Get, "Unique", DefaultParameterSetName = "AsString")]
public sealed class GetUniqueCommand : PSCmdlet
{
    private PSObject? _last;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; } = AutomationNull.Value;

    [Parameter(ParameterSetName = "AsString")]
    public SwitchParameter AsString { get; set; }

    [Parameter(ParameterSetName = "UniqueByType")]
    public SwitchParameter OnType { get; set; }

    [Parameter]
    public SwitchParameter CaseInsensitive { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is null || InputObject == AutomationNull.Value) return;
        if (_last is not null && EqualsLast(InputObject)) return;
        WriteObject(InputObject);
        _last = InputObject;
    }

    private bool EqualsLast(PSObject current)
    {
        if (OnType) return string.Equals(current.TypeNames[0], _last!.TypeNames[0], StringComparison.OrdinalIgnoreCase);
        var comparer = new ValueComparer(!CaseInsensitive, CultureInfo.CurrentCulture);
        return AsString ? comparer.Compare(current.ToString(), _last!.ToString()) == 0 : comparer.Compare(current, _last) == 0;
    }
}
