using System.Management.Automation;
using EflowNetDiag.PowerShellHost;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace Microsoft.PowerShell.Commands;

/// <summary>Parameters and formatting are the engine's; only the shape is chosen here.</summary>
[Cmdlet(VerbsCommon.Format, "Table")]
public sealed class FormatTableCommand : OuterFormatTableBase
{
    public FormatTableCommand() => Formatting.UseShape(this, "Table");
}

[Cmdlet(VerbsCommon.Format, "List")]
public sealed class FormatListCommand : OuterFormatTableAndListBase
{
    public FormatListCommand() => Formatting.UseShape(this, "List");
}

[Cmdlet(VerbsCommon.Format, "Wide")]
public sealed class FormatWideCommand : OuterFormatShapeCommandBase
{
    public FormatWideCommand() => Formatting.UseShape(this, "Wide");

    [Parameter(Position = 0)]
    public object? Property { get; set; }

    [Parameter]
    public SwitchParameter AutoSize { get; set; }

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Column { get; set; }

    protected override void BeginProcessing()
    {
        if (AutoSize && Column is not null)
        {
            var record = new ErrorRecord(new InvalidDataException(), "FormatCannotSpecifyAutosizeAndColumns", ErrorCategory.InvalidArgument, null)
            {
                ErrorDetails = new ErrorDetails("You cannot use the AutoSize and Columns parameters in the same command."),
            };
            ThrowTerminatingError(record);
        }

        base.BeginProcessing();
        bool? autoSize = MyInvocation.BoundParameters.ContainsKey(nameof(AutoSize)) ? (bool)AutoSize : null;
        Formatting.SetParameters(this, "FormatWideParameterDefinition", Property is null ? null : [Property], autoSize, Formatting.WideParameters(Column));
    }
}

[Cmdlet(VerbsCommon.Format, "Custom")]
public sealed class FormatCustomCommand : OuterFormatShapeCommandBase
{
    public FormatCustomCommand() => Formatting.UseShape(this, "Complex");

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Depth { get; set; } = 5;

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Formatting.SetParameters(this, "FormatObjectParameterDefinition", Property, autoSize: null, Formatting.CustomParameters(Depth));
    }
}
