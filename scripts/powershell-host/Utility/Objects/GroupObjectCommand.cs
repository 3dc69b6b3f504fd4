using System.Collections;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsData.Group, "Object", DefaultParameterSetName = "Default")]
[OutputType(typeof(Hashtable), typeof(GroupInfo))]
public sealed class GroupObjectCommand : ObjectBase
{
    private readonly List<GroupInfo> _groups = [];

    [Parameter]
    public SwitchParameter NoElement { get; set; }

    [Parameter(ParameterSetName = "HashTable")]
    [Alias("AHT")]
    public SwitchParameter AsHashTable { get; set; }

    [Parameter(ParameterSetName = "HashTable")]
    public SwitchParameter AsString { get; set; }

    protected override void EndProcessing()
    {
        if (Inputs.Count == 0) return;
        List<PropertyExpression> expressions = Expressions(Property, PropertyExpression.GroupingKeys, Inputs);
        CheckTable(expressions);
        foreach (PSObject input in Inputs) Add(input, KeyOf(input, expressions));
        if (AsHashTable) WriteTable();
        else if (NoElement) WriteObject(InOrder().Select(group => new GroupInfoNoElement(group)), enumerateCollection: true);
        else WriteObject(InOrder(), enumerateCollection: true);
    }

    private void CheckTable(List<PropertyExpression> expressions)
    {
        if (AsString && !AsHashTable) Refuse("The AsString parameter can be used only when the AsHashTable parameter is used.", AsString);
        if (AsHashTable && !AsString && expressions.Count > 1) Refuse("A hash table can be generated from one property only, unless the AsString parameter is used.", Property);
    }

    private void Add(PSObject input, List<SortValue> key)
    {
        GroupInfo? group = _groups.Find(candidate => Compare(candidate.Key, key) == 0);
        if (group is null) _groups.Add(new GroupInfo(input, key));
        else group.Add(input, keep: !NoElement);
    }

    /// <summary>Groups come in the order of their keys as long as the keys are of one type, else as they were met.</summary>
    private IEnumerable<GroupInfo> InOrder()
    {
        int width = _groups[0].Key.Count;
        bool oneType = _groups.All(group => group.Key.Count == width)
            && Enumerable.Range(0, width).All(i => _groups.Select(group => TypeOf(group.Key[i])).OfType<Type>().Distinct().Count() <= 1);
        return oneType ? _groups.Order(System.Collections.Generic.Comparer<GroupInfo>.Create((first, second) => Compare(first.Key, second.Key))) : _groups;
    }

    private static Type? TypeOf(SortValue value) => (value.Value is PSObject wrapped ? wrapped.BaseObject : value.Value)?.GetType();

    private void WriteTable()
    {
        var table = new Hashtable(CaseSensitive ? StringComparer.CurrentCulture : StringComparer.CurrentCultureIgnoreCase);
        foreach (GroupInfo group in _groups)
        {
            object? key = AsString ? group.Name : group.Values[0] is PSObject wrapped ? wrapped.BaseObject : group.Values[0];
            try
            {
                table.Add(key!, group.Group);
            }
            catch (ArgumentException e)
            {
                // no key at all, or one that only the hashtable takes for another's
                WriteError(new ErrorRecord(new InvalidOperationException("The objects grouped by this property cannot be expanded because there is a key duplication or no key.", e), "InvalidOperation", ErrorCategory.InvalidArgument, null));
                return;
            }
        }

        WriteObject(table);
    }

    private void Refuse(string message, object? target) =>
        ThrowTerminatingError(new ErrorRecord(new ArgumentException(message), "ArgumentException", ErrorCategory.InvalidArgument, target));
}
