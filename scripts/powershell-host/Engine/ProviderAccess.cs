using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Provider;
using System.Runtime.CompilerServices;

namespace EflowNetDiag.PowerShellHost;

/// <summary>
/// The provider calls that take a cmdlet's context: with it the engine itself writes results and errors, asks ShouldProcess
/// and applies -Filter, -Include, -Exclude and -Force. The public overloads can do none of that.
/// </summary>
internal static class ProviderAccess
{
    internal const string ContextType = "System.Management.Automation.CmdletProviderContext, System.Management.Automation";

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    [return: UnsafeAccessorType(ContextType)]
    internal static extern object NewContext(Cmdlet command);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Force")]
    internal static extern void SetForce([UnsafeAccessorType(ContextType)] object context, SwitchParameter value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_PassThru")]
    internal static extern void SetPassThru([UnsafeAccessorType(ContextType)] object context, bool value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_SuppressWildcardExpansion")]
    internal static extern void SetSuppressWildcardExpansion([UnsafeAccessorType(ContextType)] object context, bool value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_DynamicParameters")]
    internal static extern void SetDynamicParameters([UnsafeAccessorType(ContextType)] object context, object? value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "SetFilters")]
    internal static extern void SetFilters([UnsafeAccessorType(ContextType)] object context, Collection<string> include, Collection<string> exclude, string? filter);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "StopProcessing")]
    internal static extern void Stop([UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Get")]
    internal static extern void Get(ItemCmdletProviderIntrinsics item, string path, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Set")]
    internal static extern void Set(ItemCmdletProviderIntrinsics item, string path, object? value, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Clear")]
    internal static extern void Clear(ItemCmdletProviderIntrinsics item, string path, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Rename")]
    internal static extern void Rename(ItemCmdletProviderIntrinsics item, string path, string newName, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "New")]
    internal static extern void New(ItemCmdletProviderIntrinsics item, string path, string? name, string? type, object? content, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "NewItemDynamicParameters")]
    internal static extern object? NewItemParameters(ItemCmdletProviderIntrinsics item, string path, string? type, object? content, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Remove")]
    internal static extern void Remove(ItemCmdletProviderIntrinsics item, string path, bool recurse, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "RemoveItemDynamicParameters")]
    internal static extern object? RemoveItemParameters(ItemCmdletProviderIntrinsics item, string path, bool recurse, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Copy")]
    internal static extern void Copy(ItemCmdletProviderIntrinsics item, string path, string destinationPath, bool recurse, CopyContainers copyContainers, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "CopyItemDynamicParameters")]
    internal static extern object? CopyItemParameters(ItemCmdletProviderIntrinsics item, string path, string destination, bool recurse, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Move")]
    internal static extern void Move(ItemCmdletProviderIntrinsics item, string path, string destination, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Exists")]
    internal static extern bool Exists(ItemCmdletProviderIntrinsics item, string path, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "ItemExistsDynamicParameters")]
    internal static extern object? ItemExistsParameters(ItemCmdletProviderIntrinsics item, string path, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "IsContainer")]
    internal static extern bool IsContainer(ItemCmdletProviderIntrinsics item, string path, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Get")]
    internal static extern void GetChildren(ChildItemCmdletProviderIntrinsics child, string path, bool recurse, uint depth, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "GetChildItemsDynamicParameters")]
    internal static extern object? GetChildrenParameters(ChildItemCmdletProviderIntrinsics child, string path, bool recurse, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "GetNames")]
    internal static extern void GetNames(ChildItemCmdletProviderIntrinsics child, string path, ReturnContainers returnContainers, bool recurse, uint depth, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "GetReader")]
    internal static extern Collection<IContentReader> GetReader(ContentCmdletProviderIntrinsics content, string path, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "GetContentReaderDynamicParameters")]
    internal static extern object? GetReaderParameters(ContentCmdletProviderIntrinsics content, string path, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "GetWriter")]
    internal static extern Collection<IContentWriter> GetWriter(ContentCmdletProviderIntrinsics content, string path, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "GetContentWriterDynamicParameters")]
    internal static extern object? GetWriterParameters(ContentCmdletProviderIntrinsics content, string path, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Clear")]
    internal static extern void ClearContent(ContentCmdletProviderIntrinsics content, string path, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Get")]
    internal static extern void GetProperty(PropertyCmdletProviderIntrinsics property, string path, Collection<string>? names, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Set")]
    internal static extern void SetProperty(PropertyCmdletProviderIntrinsics property, string path, PSObject value, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "SetLocation")]
    internal static extern PathInfo SetLocation(PathIntrinsics paths, string path, [UnsafeAccessorType(ContextType)] object context, bool literalPath);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "IsCurrentLocationOrAncestor")]
    internal static extern bool IsCurrentLocationOrAncestor(PathIntrinsics paths, string path, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "GetResolvedPSPathFromPSPath")]
    internal static extern Collection<PathInfo> Resolve(PathIntrinsics paths, string path, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "GetResolvedProviderPathFromPSPath")]
    internal static extern Collection<string> ResolveToProviderPath(PathIntrinsics paths, string path, [UnsafeAccessorType(ContextType)] object context, out ProviderInfo provider);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Combine")]
    internal static extern string Combine(PathIntrinsics paths, string parent, string child, [UnsafeAccessorType(ContextType)] object context);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "ParseParent")]
    internal static extern string ParseParent(PathIntrinsics paths, string path, string? root, [UnsafeAccessorType(ContextType)] object context, bool useDefaultProvider);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "ParseChildName")]
    internal static extern string ParseChildName(PathIntrinsics paths, string path, [UnsafeAccessorType(ContextType)] object context, bool useDefaultProvider);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "IsValid")]
    internal static extern bool IsValid(PathIntrinsics paths, string path, [UnsafeAccessorType(ContextType)] object context);
}
