using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace EflowNetDiag.PowerShellHost;

/// <summary>Variables and aliases of a named or numbered scope; the public intrinsics know only the current one.</summary>
internal static class SessionStateAccess
{
    private const string SessionStateType = "System.Management.Automation.SessionStateInternal, System.Management.Automation";
    private const string ExecutionContextType = "System.Management.Automation.ExecutionContext, System.Management.Automation";

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Internal")]
    [return: UnsafeAccessorType(SessionStateType)]
    internal static extern object InternalOf(SessionState session);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "GetVariable")]
    internal static extern PSVariable? GetVariable([UnsafeAccessorType(SessionStateType)] object session, string name);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "GetVariableAtScope")]
    internal static extern PSVariable? GetVariableAtScope([UnsafeAccessorType(SessionStateType)] object session, string name, string scopeID);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "GetVariableTable")]
    internal static extern IDictionary<string, PSVariable> GetVariables([UnsafeAccessorType(SessionStateType)] object session);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "GetVariableTableAtScope")]
    internal static extern IDictionary<string, PSVariable> GetVariablesAtScope([UnsafeAccessorType(SessionStateType)] object session, string scopeID);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "SetVariable")]
    internal static extern object SetVariable([UnsafeAccessorType(SessionStateType)] object session, PSVariable variable, bool force, CommandOrigin origin);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "SetVariableAtScope")]
    internal static extern object SetVariableAtScope([UnsafeAccessorType(SessionStateType)] object session, PSVariable variable, string scopeID, bool force, CommandOrigin origin);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "NewVariable")]
    internal static extern object NewVariable([UnsafeAccessorType(SessionStateType)] object session, PSVariable variable, bool force);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "NewVariableAtScope")]
    internal static extern object NewVariableAtScope([UnsafeAccessorType(SessionStateType)] object session, PSVariable variable, string scopeID, bool force);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "RemoveVariable")]
    internal static extern void RemoveVariable([UnsafeAccessorType(SessionStateType)] object session, PSVariable variable, bool force);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "RemoveVariableAtScope")]
    internal static extern void RemoveVariableAtScope([UnsafeAccessorType(SessionStateType)] object session, PSVariable variable, string scopeID, bool force);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "GetAliasTable")]
    internal static extern IDictionary<string, AliasInfo> GetAliases([UnsafeAccessorType(SessionStateType)] object session);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "GetAliasTableAtScope")]
    internal static extern IDictionary<string, AliasInfo> GetAliasesAtScope([UnsafeAccessorType(SessionStateType)] object session, string scopeID);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "SetAliasItem")]
    internal static extern AliasInfo SetAlias([UnsafeAccessorType(SessionStateType)] object session, AliasInfo alias, bool force, CommandOrigin origin);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "SetAliasItemAtScope")]
    internal static extern AliasInfo SetAliasAtScope([UnsafeAccessorType(SessionStateType)] object session, AliasInfo alias, string scopeID, bool force, CommandOrigin origin);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    internal static extern AliasInfo NewAlias(string name, string definition, [UnsafeAccessorType(ExecutionContextType)] object context, ScopedItemOptions options);
}
