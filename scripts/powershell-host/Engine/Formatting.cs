using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace EflowNetDiag.PowerShellHost;

/// <summary>
/// The engine has the whole of formatting; the stock Format-* and Out-* cmdlets only choose an inner command. Its types are
/// internal, so they are made by reflection here and nowhere else.
/// </summary>
internal static class Formatting
{
    private const string Namespace = "Microsoft.PowerShell.Commands.Internal.Format.";
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    private static readonly FieldInfo s_implementation = typeof(FrontEndCommandBase).GetField("implementation", Hidden)
        ?? throw new MissingFieldException(nameof(FrontEndCommandBase), "implementation");

    /// <param name="command">A Format-* cmdlet under construction.</param>
    /// <param name="shape">The engine's name of the shape: Table, List, Wide or Complex.</param>
    internal static void UseShape(FrontEndCommandBase command, string shape) =>
        s_implementation.SetValue(command, Create("InnerFormatShapeCommand", Enum.Parse(EngineType("FormatShape"), shape)));

    /// <summary>
    /// Hands over what a Format-Wide or Format-Custom was asked for. The engine's own way to do that is an internal virtual
    /// method, so it is done after the base class has begun without parameters.
    /// </summary>
    internal static void SetParameters(OuterFormatShapeCommandBase command, string propertyDefinition, object[]? properties, bool? autoSize, object shapeParameters)
    {
        object parameters = Create("FormattingCommandLineParameters");
        if (properties is not null) SetField(parameters, "mshParameterList", ParseProperties(command, propertyDefinition, properties));
        if (!string.IsNullOrEmpty(command.View)) SetField(parameters, "viewName", command.View);
        if (autoSize is not null) SetField(parameters, "autosize", autoSize);
        SetField(parameters, "forceFormattingAlsoOnOutOfBand", (bool)command.Force);
        SetField(parameters, "groupByParameter", Invoke(command, "ProcessGroupByParameter"));
        SetField(parameters, "expansion", Invoke(command, "ProcessExpandParameter"));
        SetField(parameters, "shapeParameters", shapeParameters);
        object implementation = s_implementation.GetValue(command)!;
        implementation.GetType().GetMethod("SetCommandLineParameters", Hidden)!.Invoke(implementation, [parameters]);
    }

    internal static object WideParameters(int? columns) => WithField(Create("WideSpecificParameters"), "columns", columns);

    internal static object CustomParameters(int depth) => WithField(Create("ComplexSpecificParameters"), "maxDepth", depth);

    private static object? ParseProperties(PSCmdlet command, string definition, object[] properties)
    {
        object processor = Create("ParameterProcessor", Create(definition));
        try
        {
            return processor.GetType().GetMethod("ProcessParameters", Hidden)!.Invoke(processor, [properties, Create("TerminatingErrorContext", command)]);
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }
    }

    private static object? Invoke(OuterFormatShapeCommandBase command, string method) => typeof(OuterFormatShapeCommandBase).GetMethod(method, Hidden)!.Invoke(command, []);

    private static object WithField(object target, string name, object? value)
    {
        SetField(target, name, value);
        return target;
    }

    private static void SetField(object target, string name, object? value) => target.GetType().GetField(name, Hidden)!.SetValue(target, value);

    internal static void UseOutput(FrontEndCommandBase command) =>
        s_implementation.SetValue(command, Create("OutputManagerInner"));

    internal static void WriteLinesTo(FrontEndCommandBase command, TextWriter writer, int columns, bool suppressNewline)
    {
        object implementation = s_implementation.GetValue(command)!;
        PropertyInfo output = implementation.GetType().GetProperty("LineOutput", Hidden)!;
        output.SetValue(implementation, Create("TextWriterLineOutput", writer, columns, suppressNewline));
    }

    /// <summary>A writer that hands each formatted line over as it comes.</summary>
    internal static TextWriter LineWriter(Action<string> takeLine, CultureInfo culture)
    {
        Type type = EngineType("StreamingTextWriter");
        Type callback = type.GetNestedType("WriteLineCallback", BindingFlags.NonPublic)!;
        return (TextWriter)Create("StreamingTextWriter", Delegate.CreateDelegate(callback, takeLine.Target, takeLine.Method), culture);
    }

    private static object Create(string type, params object[] arguments) =>
        Activator.CreateInstance(EngineType(type), Hidden, binder: null, arguments, culture: null)!;

    private static Type EngineType(string name) => typeof(PSObject).Assembly.GetType(Namespace + name, throwOnError: true)!;
}
