using System.Collections.ObjectModel;
using System.Management.Automation;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Remove, "Item", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
public sealed class RemoveItemCommand : FilteredPathCommand
{
    private bool _yesToAll;
    private bool _noToAll;

    [Parameter]
    public SwitchParameter Recurse { get; set; }

    internal override object? ProviderParameters(object context) => ProviderAccess.RemoveItemParameters(InvokeProvider.Item, FirstPath, Recurse, context);

    protected override void ProcessRecord() => ForEachPath(path =>
    {
        foreach (PathInfo item in Resolve(path)) ForPath(() => RemoveOne(item.Path));
    });

    /// <summary>With -Recurse the filters are for what lies below, not for the named items themselves.</summary>
    private Collection<PathInfo> Resolve(string path)
    {
        object context = NewContext();
        if (Recurse) ProviderAccess.SetFilters(context, [], [], filter: null);
        Collection<PathInfo> items = ProviderAccess.Resolve(SessionState.Path, path, context);
        if (items.Count == 0 && IsLiteral)
        {
            var missing = new ItemNotFoundException($"Cannot find path '{path}' because it does not exist.");
            WriteError(new ErrorRecord(missing, "PathNotFound", ErrorCategory.ObjectNotFound, path));
        }

        return items;
    }

    private void RemoveOne(string path)
    {
        object context = NewContext();
        if (ProviderAccess.IsCurrentLocationOrAncestor(SessionState.Path, path, context))
        {
            var inUse = new PSInvalidOperationException($"Cannot remove the item at '{path}' because it is in use.");
            WriteError(new ErrorRecord(inUse.ErrorRecord, inUse));
            return;
        }

        bool takesChildren = !IsLink(path) && (Recurse || HasChildren(path));
        if (takesChildren && !Recurse && !MayRemoveChildren(path)) return;
        ProviderAccess.SetSuppressWildcardExpansion(context, true); // it is one item's name by now
        ProviderAccess.Remove(InvokeProvider.Item, path, takesChildren, context);
    }

    /// <summary>Without -Recurse a folder that is not empty goes only if somebody says so.</summary>
    private bool MayRemoveChildren(string path)
    {
        string question = $"The item at {path} has children and the Recurse parameter was not specified. If you continue, all children will be removed with the item. Are you sure you want to continue?";
        return ShouldContinue(question, null, ref _yesToAll, ref _noToAll);
    }

    private bool HasChildren(string path) => InvokeProvider.ChildItem.HasChild(path, Force, literalPath: true);

    /// <summary>A link to a folder is removed as a link, whatever the folder holds.</summary>
    private bool IsLink(string path)
    {
        string native = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
        return provider.Name == "FileSystem" && new DirectoryInfo(native).LinkTarget is not null;
    }
}
