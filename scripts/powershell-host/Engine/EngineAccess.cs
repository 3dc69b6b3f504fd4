using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace EflowNetDiag.PowerShellHost;

/// <summary>
/// The engine's non-public members that the stock host and cmdlets use too (they are friends of the engine's assembly).
/// The package version is pinned exactly, and the tests call each of these.
/// </summary>
internal static partial class EngineAccess
{
    private const string Engine = ", System.Management.Automation";
    private const string ExecutionContextType = "System.Management.Automation.ExecutionContext" + Engine;
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic;

    private static readonly PropertyInfo s_writeStream = typeof(PSObject).GetProperty("WriteStream", Hidden)
        ?? throw new MissingMemberException(nameof(PSObject), "WriteStream");

    /// <summary>Marks an error record, so that Out-Default shows it on the error stream.</summary>
    internal static PSObject AsErrorStreamObject(ErrorRecord record)
    {
        var wrapped = new PSObject(record);
        s_writeStream.SetValue(wrapped, Enum.Parse(s_writeStream.PropertyType, "Error"));
        return wrapped;
    }

    internal static void LetExitEndTheHost(Runspace runspace) => SetShouldRethrowExit(ContextOf(runspace), true);

    /// <summary>The exception with which a cmdlet that has enough (Select-Object -First) stops the cmdlets before it.</summary>
    internal static Exception StopUpstream(Cmdlet command) => (Exception)NewStopUpstream(command);

    /// <summary>Runs a script block where the cmdlet was called, its output and errors going straight to the cmdlet's own.</summary>
    internal static void InvokeInCallersScope(Cmdlet command, ScriptBlock script)
    {
        MethodInfo invoke = typeof(ScriptBlock).GetMethod("InvokeUsingCmdlet", Hidden) ?? throw new MissingMethodException(nameof(ScriptBlock), "InvokeUsingCmdlet");
        object errorsOfThisPipe = Enum.Parse(invoke.GetParameters()[2].ParameterType, "WriteToCurrentErrorPipe");
        object none = AutomationNull.Value;
        try
        {
            invoke.Invoke(script, [command, false, errorsOfThisPipe, none, none, none, Array.Empty<object>()]);
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException);
        }
    }

    /// <summary>Wraps a value so that what is added to the wrapper does not appear wherever else the value is used.</summary>
    internal static PSObject WrapLocally(object value) => AsPSObject(null, value, storeTypeNameAndInstanceMembersLocally: true);

    /// <summary>A refused argument that lets the binder try the next parameter set instead of ending the command.</summary>
    internal static ValidationMetadataException RefusalThatIsNotFinal(string message) => NewRefusal(message, swallowException: true);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "AsPSObject")]
    private static extern PSObject AsPSObject(PSObject? type, object value, bool storeTypeNameAndInstanceMembersLocally);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern ValidationMetadataException NewRefusal(string message, bool swallowException);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "Run")]
    private static extern void RunServer(
        [UnsafeAccessorType("System.Management.Automation.Remoting.Server.StdIOProcessMediator" + Engine)] object? type,
        string? initialCommand, string? workingDirectory, string? configurationName, string? configurationFile, bool combineErrOutStream);

    internal static void RunStandardInputServer(
        string? initialCommand, string? workingDirectory, string? configurationName, string? configurationFile, bool combineErrOutStream) =>
        RunServer(null, initialCommand, workingDirectory, configurationName, configurationFile, combineErrOutStream);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_ExecutionContext")]
    [return: UnsafeAccessorType(ExecutionContextType)]
    private static extern object ContextOf(Runspace runspace);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Context")]
    [return: UnsafeAccessorType(ExecutionContextType)]
    internal static extern object ContextOf(InternalCommand command);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_ScriptCommandProcessorShouldRethrowExit")]
    private static extern void SetShouldRethrowExit([UnsafeAccessorType(ExecutionContextType)] object context, bool value);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    [return: UnsafeAccessorType("System.Management.Automation.StopUpstreamCommandsException" + Engine)]
    private static extern object NewStopUpstream(InternalCommand requestingCommand);
}
