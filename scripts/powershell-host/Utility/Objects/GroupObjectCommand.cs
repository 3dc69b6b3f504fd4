using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Internal;

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
        List<PropertyExpression> expressions = Expand(PropertyExpression.Parse(Property ?? [], PropertyExpression.GroupingKeys, this), Inputs);
        foreach (PSObject input in Inputs) Add(input, expressions);
        if (AsHashTable) WriteObject(ToTable());
        else if (NoElement) WriteObject(Sorted().Select(group => new GroupInfoNoElement(group)), enumerateCollection: true);
        else WriteObject(Sorted(), enumerateCollection: true);
    }

    private void Add(PSObject input, List<PropertyExpression> expressions)
    {
        // An object that has none of the properties belongs to no group.
        List<SortValue> key = expressions.Count == 0 ? [new SortValue(input, true)] : ValuesOf(input, expressions);
        if (expressions.Count > 0 && key.All(value => !value.Exists)) key = [new SortValue(AutomationNull.Value, true)];

        GroupInfo? group = _groups.Find(candidate => SameKey(candidate.Key, key));
        if (group is null) _groups.Add(new GroupInfo(input, key));
        else group.Add(input, keep: !NoElement);
    }

    private bool SameKey(List<SortValue> first, List<SortValue> second)
    {
        var comparer = new ValueComparer(CaseSensitive, ComparisonCulture);
        return first.Count == second.Count && first.Zip(second).All(pair => comparer.Compare(pair.First, pair.Second, descending: false) == 0);
    }

    /// <summary>The stock cmdlet gives groups in the order of their keys when all keys can be put in order.</summary>
    private IEnumerable<GroupInfo> Sorted()
    {
        var comparer = new ValueComparer(CaseSensitive, ComparisonCulture);
        return _groups.Order(Comparer<GroupInfo>.Create((first, second) => first.Key.Zip(second.Key)
            .Select(pair => comparer.Compare(pair.First, pair.Second, descending: false))
            .FirstOrDefault(order => order != 0)));
    }

    private Hashtable ToTable()
    {
        var table = new Hashtable(CaseSensitive ? StringComparer.CurrentCulture : StringComparer.CurrentCultureIgnoreCase);
        foreach (GroupInfo group in _groups)
        {
            object? key = AsString || group.Key.Count > 1 ? group.Name : group.Values[0];
            table[key is PSObject wrapped ? wrapped.BaseObject : key ?? string.Empty] = group.Group;
        }

        return table;
    }
}
