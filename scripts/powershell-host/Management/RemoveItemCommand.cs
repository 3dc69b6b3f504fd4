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
        Collection<PathInfo> items = IsLiteral ? [] : ProviderAccess.Resolve(SessionState.Path, path, NewContext());
        if (IsLiteral) RemoveOne(path);
        foreach (PathInfo item in items) RemoveOne(item.Path);
    });

    private void RemoveOne(string path)
    {
        object context = NewContext();
        ProviderAccess.SetSuppressWildcardExpansion(context, true); // it is one item's name by now
        if (!Recurse && !MayRemoveChildren(path)) return;
        ProviderAccess.Remove(InvokeProvider.Item, path, recurse: Recurse || HasChildren(path), context);
    }

    /// <summary>Without -Recurse a folder that is not empty goes only if somebody says so.</summary>
    private bool MayRemoveChildren(string path)
    {
        if (!HasChildren(path)) return true;
        string question = $"The item at {path} has children and the Recurse parameter was not specified. If you continue, all children will be removed with the item. Are you sure you want to continue?";
        return ShouldContinue(question, null, ref _yesToAll, ref _noToAll);
    }

    private bool HasChildren(string path)
    {
        if (MyInvocation.BoundParameters.ContainsKey("WhatIf")) return false;
        string native = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
        if (provider.Name != "FileSystem") return InvokeProvider.Item.IsContainer(path) && InvokeProvider.ChildItem.HasChild(path, Force, literalPath: true);

        // A link to a folder is removed as a link, whatever the folder holds.
        var folder = new DirectoryInfo(native);
        return folder.Exists && folder.LinkTarget is null && folder.EnumerateFileSystemInfos().Any();
    }
}
