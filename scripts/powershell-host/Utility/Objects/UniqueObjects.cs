using System.Globalization;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Select-Object -Unique: the first of each, equal in value and in the properties that were added.</summary>
internal sealed class UniqueObjects(bool caseSensitive)
{
    private readonly ValueComparer _comparer = new(caseSensitive, CultureInfo.CurrentCulture);
    private readonly List<PSObject> _all = [];

    internal IReadOnlyList<PSObject> All => _all;

    internal void Add(PSObject candidate)
    {
        if (!_all.Exists(known => IsSame(known, candidate))) _all.Add(candidate);
    }

    private bool IsSame(PSObject first, PSObject second)
    {
        bool areCustom = first.BaseObject is PSCustomObject && second.BaseObject is PSCustomObject;
        if (!areCustom && _comparer.Compare(first.BaseObject, second.BaseObject) != 0) return false;
        PSPropertyInfo[] notes = NotesOf(first);
        return notes.Length == NotesOf(second).Length
            && notes.All(note => second.Properties[note.Name] is { } other && _comparer.Compare(note.Value, other.Value) == 0);
    }

    private static PSPropertyInfo[] NotesOf(PSObject wrapped) => wrapped.Properties.Where(property => property.MemberType == PSMemberTypes.NoteProperty).ToArray();
}
