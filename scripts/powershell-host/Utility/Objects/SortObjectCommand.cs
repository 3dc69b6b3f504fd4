using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Every sort here is stable; -Stable, -Top and -Bottom of the stock cmdlet promise that, its plain sort only allows it.</summary>
[Cmdlet("Sort", "Object", DefaultParameterSetName = "Default")]
public sealed class SortObjectCommand : ObjectBase
{
    [Parameter(ParameterSetName = "Default")]
    public SwitchParameter Stable { get; set; }

    [Parameter]
    public SwitchParameter Descending { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    [Parameter(ParameterSetName = "Top", Mandatory = true)]
    [ValidateRange(1, int.MaxValue)]
    public int Top { get; set; }

    [Parameter(ParameterSetName = "Bottom", Mandatory = true)]
    [ValidateRange(1, int.MaxValue)]
    public int Bottom { get; set; }

    protected override void EndProcessing()
    {
        List<PropertyExpression> expressions = Expressions(Property, PropertyExpression.SortingKeys, Inputs);
        List<Row> rows = Inputs.Select(input => new Row(input, KeyOf(input, expressions))).ToList();
        IEnumerable<Row> sorted = rows.Order(System.Collections.Generic.Comparer<Row>.Create((first, second) => Compare(first, second, expressions)));
        if (Unique) sorted = WithoutRepeats(sorted, expressions);
        if (Top > 0) sorted = sorted.Take(Top);
        if (Bottom > 0) sorted = sorted.TakeLast(Bottom);
        foreach (Row row in sorted) WriteObject(row.Input);
    }

    private int Compare(Row first, Row second, List<PropertyExpression> expressions)
    {
        for (int i = 0; i < Math.Max(first.Key.Count, second.Key.Count); i++)
        {
            bool descending = (i < expressions.Count ? expressions[i].Descending : null) ?? Descending;
            int order = Comparer.Compare(ValueAt(first.Key, i), ValueAt(second.Key, i), descending);
            if (order != 0) return order;
        }

        return 0;
    }

    private IEnumerable<Row> WithoutRepeats(IEnumerable<Row> sorted, List<PropertyExpression> expressions)
    {
        Row? previous = null;
        foreach (Row row in sorted)
        {
            if (previous is null || Compare(previous, row, expressions) != 0) yield return row;
            previous = row;
        }
    }

    private sealed record Row(PSObject Input, List<SortValue> Key);
}
