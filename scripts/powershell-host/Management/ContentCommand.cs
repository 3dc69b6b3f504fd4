using System.Collections.ObjectModel;
using System.Management.Automation;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

/// <summary>The items that the content cmdlets work on, and what every piece of content says of its item.</summary>
public abstract class ContentCommand : FilteredPathCommand
{
    private (string Name, object Value)[] _notes = [];
    private string? _notedPath;

    /// <param name="path">A path or pattern of the command line.</param>
    /// <param name="mayBeNew">A plain path that names nothing yet is an item to make.</param>
    internal IEnumerable<string> ItemsAt(string path, bool mayBeNew)
    {
        bool isPlain = IsLiteral || !WildcardPattern.ContainsWildcardCharacters(path);
        try
        {
            Collection<PathInfo> found = ProviderAccess.Resolve(SessionState.Path, path, NewContext());
            if (found.Count > 0) return found.Select(item => item.Path);
        }
        catch (ItemNotFoundException) when (mayBeNew && isPlain)
        {
            // the new item
        }

        return mayBeNew && isPlain ? [SessionState.Path.GetUnresolvedProviderPathFromPSPath(path)] : [];
    }

    internal PSObject WithNotes(object content, string path, long readCount)
    {
        if (path != _notedPath) (_notedPath, _notes) = (path, NotesOf(path).ToArray());
        PSObject noted = PSObject.AsPSObject(content);
        foreach ((string name, object value) in _notes) noted.Properties.Add(new PSNoteProperty(name, value));
        noted.Properties.Add(new PSNoteProperty("ReadCount", readCount));
        return noted;
    }

    private IEnumerable<(string Name, object Value)> NotesOf(string path)
    {
        SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out PSDriveInfo drive);
        yield return ("PSPath", path);
        if (PartsOf(path, drive) is { } parts)
        {
            yield return ("PSParentPath", parts.Parent);
            yield return ("PSChildName", parts.Child);
        }

        if (drive is not null) yield return ("PSDrive", drive);
        yield return ("PSProvider", provider);
    }

    /// <summary>A provider without folders (Variable:) has neither a parent nor a child name to tell.</summary>
    private (string Parent, string Child)? PartsOf(string path, PSDriveInfo? drive)
    {
        try
        {
            return (SessionState.Path.ParseParent(path, drive?.Root ?? string.Empty), SessionState.Path.ParseChildName(path));
        }
        catch (PSNotSupportedException)
        {
            return null;
        }
    }
}
