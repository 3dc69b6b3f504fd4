using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Compares two sets; objects that match may stand at any distance (the stock cmdlet's default -SyncWindow).</summary>
[Cmdlet(VerbsData.Compare, "Object")]
public sealed class CompareObjectCommand : ObjectCmdletBase
{
    private readonly List<PSObject> _difference = [];

    [Parameter(Position = 0, Mandatory = true)]
    [AllowEmptyCollection]
    public PSObject[] ReferenceObject { get; set; } = [];

    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyCollection]
    public PSObject[] DifferenceObject { get; set; } = [];

    [Parameter]
    public object[]? Property { get; set; }

    [Parameter]
    public SwitchParameter ExcludeDifferent { get; set; }

    [Parameter]
    public SwitchParameter IncludeEqual { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord() => _difference.AddRange(DifferenceObject);

    protected override void EndProcessing()
    {
        List<PropertyExpression> expressions = Expressions(Property, PropertyExpression.GroupingKeys, ReferenceObject.Length > 0 ? ReferenceObject : _difference);
        List<Row> reference = ReferenceObject.Select(input => new Row(input, KeyOf(input, expressions))).ToList();
        var equal = new List<Row>();
        var added = new List<Row>();
        foreach (Row row in _difference.Select(input => new Row(input, KeyOf(input, expressions))))
        {
            int match = reference.FindIndex(candidate => Compare(candidate.Values, row.Values) == 0);
            if (match < 0)
            {
                added.Add(row);
                continue;
            }

            equal.Add(reference[match]);
            reference.RemoveAt(match);
        }

        // -ExcludeDifferent alone would leave nothing to say.
        if (IncludeEqual || ExcludeDifferent) Emit(equal, "==", expressions);
        if (ExcludeDifferent) return;
        Emit(added, "=>", expressions);
        Emit(reference, "<=", expressions);
    }

    private void Emit(List<Row> rows, string side, List<PropertyExpression> expressions)
    {
        foreach (Row row in rows)
        {
            PSObject output = PassThru ? row.Input : new PSObject();
            if (!PassThru && expressions.Count == 0) output.Properties.Add(new PSNoteProperty("InputObject", row.Input));
            for (int i = 0; !PassThru && i < expressions.Count; i++)
            {
                output.Properties.Add(new PSNoteProperty(expressions[i].Expression.ToString(), row.Values[i].Value));
            }

            output.Properties.Remove("SideIndicator");
            output.Properties.Add(new PSNoteProperty("SideIndicator", side));
            WriteObject(output);
        }
    }

    private sealed record Row(PSObject Input, List<SortValue> Values);
}
