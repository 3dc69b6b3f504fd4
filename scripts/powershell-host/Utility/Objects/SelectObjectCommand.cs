using System.Management.Automation;
using System.Management.Automation.Internal;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

/// <summary>Which objects of a pipeline are taken (here) and what of them (<see cref="PropertySelection"/>).</summary>
[Cmdlet(VerbsCommon.Select, "Object", DefaultParameterSetName = Default)]
public sealed class SelectObjectCommand : PSCmdlet
{
    private const string Default = "DefaultParameter";
    private const string SkipLastSet = "SkipLastParameter";
    private const string IndexSet = "IndexParameter";
    private const string SkipIndexSet = "SkipIndexParameter";

    private readonly Queue<PSObject> _held = new();
    private PropertySelection _selection = null!;
    private UniqueObjects? _unique;
    private int _seen;
    private int _taken;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; } = AutomationNull.Value;

    [Parameter(Position = 0, ParameterSetName = Default)]
    [Parameter(Position = 0, ParameterSetName = SkipLastSet)]
    public object[]? Property { get; set; }

    [Parameter(ParameterSetName = Default)]
    [Parameter(ParameterSetName = SkipLastSet)]
    public string[]? ExcludeProperty { get; set; }

    [Parameter(ParameterSetName = Default)]
    [Parameter(ParameterSetName = SkipLastSet)]
    public string? ExpandProperty { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    [Parameter]
    public SwitchParameter CaseInsensitive { get; set; }

    [Parameter(ParameterSetName = Default)]
    [ValidateRange(0, int.MaxValue)]
    public int? Last { get; set; }

    [Parameter(ParameterSetName = Default)]
    [ValidateRange(0, int.MaxValue)]
    public int? First { get; set; }

    [Parameter(ParameterSetName = Default)]
    [Parameter(ParameterSetName = SkipLastSet)]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    [Parameter(ParameterSetName = SkipLastSet)]
    [ValidateRange(0, int.MaxValue)]
    public int SkipLast { get; set; }

    [Parameter(ParameterSetName = Default)]
    [Parameter(ParameterSetName = IndexSet)]
    public SwitchParameter Wait { get; set; }

    [Parameter(ParameterSetName = IndexSet)]
    [ValidateRange(0, int.MaxValue)]
    public int[]? Index { get; set; }

    [Parameter(ParameterSetName = SkipIndexSet)]
    [ValidateRange(0, int.MaxValue)]
    public int[]? SkipIndex { get; set; }

    private int LastCount => Last ?? 0;

    private int FirstCount => First ?? 0;

    protected override void BeginProcessing()
    {
        _selection = new PropertySelection(this, Property, ExcludeProperty, ExpandProperty);
        if (Unique) _unique = new UniqueObjects(caseSensitive: !CaseInsensitive);
    }

    protected override void ProcessRecord()
    {
        if (InputObject is null || InputObject == AutomationNull.Value) return;
        int index = _seen++;
        if (Index is not null) TakeIndexed(index);
        else if (SkipIndex is not null) TakeIf(!SkipIndex.Contains(index));
        else if (ParameterSetName == SkipLastSet) TakeAllButLast(index);
        else TakeFirstAndLast(index);
    }

    protected override void EndProcessing()
    {
        foreach (PSObject held in HeldAtEnd()) Take(held);
        _held.Clear();
        if (_unique is not null) WriteObject(_unique.All, enumerateCollection: true);
        _unique = null;
    }

    private void TakeIndexed(int index)
    {
        TakeIf(Index!.Contains(index));
        if (!Wait && index >= Index!.DefaultIfEmpty(-1).Max()) StopTheCommandsBefore();
    }

    private void TakeAllButLast(int index)
    {
        if (index < Skip) return;
        _held.Enqueue(InputObject!);
        if (_held.Count > SkipLast) Take(_held.Dequeue());
    }

    /// <summary>-Skip counts from the start, but from the end when only -Last is given.</summary>
    private void TakeFirstAndLast(int index)
    {
        bool onlyLast = LastCount > 0 && FirstCount == 0;
        if (!onlyLast && index < Skip) return;
        if (First is null && Last is null) Take(InputObject!);
        else if (_taken < FirstCount) Take(InputObject!);
        else if (LastCount > 0) Hold(LastCount + (onlyLast ? Skip : 0));
        if (FirstCount > 0 && LastCount == 0 && _taken >= FirstCount && !Wait) StopTheCommandsBefore();
    }

    private void Hold(int capacity)
    {
        if (_held.Count >= capacity) _held.Dequeue();
        _held.Enqueue(InputObject!);
    }

    private IEnumerable<PSObject> HeldAtEnd()
    {
        if (ParameterSetName != Default) return [];
        bool onlyLast = LastCount > 0 && FirstCount == 0;
        return onlyLast ? _held.SkipLast(Skip).ToArray() : _held.ToArray();
    }

    private void TakeIf(bool wanted)
    {
        if (wanted) Take(InputObject!);
    }

    private void Take(PSObject input)
    {
        _taken++;
        foreach (PSObject output in _selection.Of(input))
        {
            if (_unique is null) WriteObject(output);
            else _unique.Add(output);
        }
    }

    private void StopTheCommandsBefore()
    {
        EndProcessing();
        throw EngineAccess.StopUpstream(this);
    }
}
