using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>One group; the engine's default formatting knows it by this name.</summary>
public sealed class GroupInfo
{
    internal GroupInfo(PSObject first, List<SortValue> key)
    {
        Group = [first];
        Key = key;
        Values = new ArrayList(key.Select(value => value.Value).ToArray());
        Name = string.Join(", ", key.Select(TextOf));
    }

    public int Count => _count;

    public string Name { get; }

    public Collection<PSObject> Group { get; }

    public ArrayList Values { get; }

    internal List<SortValue> Key { get; }

    private int _count = 1;

    internal void Add(PSObject member, bool keep)
    {
        _count++;
        if (keep) Group.Add(member);
    }

    private static string TextOf(SortValue value) => value.Value is null ? string.Empty : PSObject.AsPSObject(value.Value).ToString();
}

/// <summary>A group without its members (-NoElement).</summary>
public sealed class GroupInfoNoElement(GroupInfo group)
{
    public int Count { get; } = group.Count;

    public string Name { get; } = group.Name;

    public Collection<PSObject> Group { get; } = [];

    public ArrayList Values { get; } = group.Values;
}
