using System.Collections.ObjectModel;
using System.Management.Automation;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

/// <summary>The items that the content cmdlets work on, and what every piece of content says of its item.</summary>
public abstract class ContentCommand : FilteredPathCommand
{
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
        PSObject noted = PSObject.AsPSObject(content);
        SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out PSDriveInfo drive);
        Note(noted, "PSPath", path);
        NoteParts(noted, path, drive);
        if (drive is not null) Note(noted, "PSDrive", drive);
        Note(noted, "PSProvider", provider);
        Note(noted, "ReadCount", readCount);
        return noted;
    }

    /// <summary>A provider without folders (Variable:) has neither a parent nor a child name to tell.</summary>
    private void NoteParts(PSObject noted, string path, PSDriveInfo? drive)
    {
        try
        {
            Note(noted, "PSParentPath", SessionState.Path.ParseParent(path, drive?.Root ?? string.Empty));
            Note(noted, "PSChildName", SessionState.Path.ParseChildName(path));
        }
        catch (PSNotSupportedException)
        {
            // then the content goes without them
        }
    }

    private static void Note(PSObject target, string name, object value) => target.Properties.Add(new PSNoteProperty(name, value));
}
