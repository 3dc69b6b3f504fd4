using System.Management.Automation;
using System.Management.Automation.Provider;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

/// <summary>What Set-Content and Add-Content share: items are opened at the first value and closed after the last.</summary>
public abstract class WriteContentCommand : ContentCommand
{
    private readonly List<(string Path, IContentWriter Writer)> _open = [];
    private bool _isOpened;

    // A value comes by pipeline here, so the path does not.
    [Parameter(Position = 0, ParameterSetName = PathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public override string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public object[]? Value { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    internal abstract string Action { get; }

    internal override object? ProviderParameters(object context) => ProviderAccess.GetWriterParameters(InvokeProvider.Content, FirstPath, context);

    protected override void ProcessRecord()
    {
        if (!_isOpened) ForEachPath(path => Open(ItemsAt(path, mayBeNew: true)));
        _isOpened = true;
        object[] content = Value ?? [];
        foreach ((string path, IContentWriter writer) in _open)
        {
            writer.Write(content);
            if (PassThru && content.Length > 0) WriteObject(WithNotes(content, path, content.Length));
        }
    }

    protected override void EndProcessing() => Close();

    protected override void StopProcessing()
    {
        base.StopProcessing();
        Close();
    }

    internal abstract void Prepare(string path);

    internal abstract void Position(IContentWriter writer);

    private void Open(IEnumerable<string> paths)
    {
        foreach (string path in paths.Where(path => ShouldProcess($"Path: {path}", Action)))
        {
            Prepare(path);
            foreach (IContentWriter writer in ProviderAccess.GetWriter(InvokeProvider.Content, path, LiteralContext()))
            {
                Position(writer);
                _open.Add((path, writer));
            }
        }
    }

    internal object LiteralContext()
    {
        object context = NewContext();
        ProviderAccess.SetSuppressWildcardExpansion(context, true);
        return context;
    }

    private void Close()
    {
        foreach ((_, IContentWriter writer) in _open) writer.Close();
        _open.Clear();
    }
}

[Cmdlet(VerbsCommon.Set, "Content", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
public sealed class SetContentCommand : WriteContentCommand
{
    internal override string Action => "Set Content";

    /// <summary>A provider that cannot clear, and an item that is not there yet, need no clearing.</summary>
    internal override void Prepare(string path)
    {
        try
        {
            InvokeProvider.Content.Clear([path], Force, literalPath: true);
        }
        catch (Exception e) when (e is PSNotSupportedException or ItemNotFoundException)
        {
            // nothing to clear
        }
    }

    internal override void Position(IContentWriter writer)
    {
    }
}

[Cmdlet(VerbsCommon.Add, "Content", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
public sealed class AddContentCommand : WriteContentCommand
{
    internal override string Action => "Add Content";

    internal override void Prepare(string path)
    {
    }

    internal override void Position(IContentWriter writer) => writer.Seek(0, SeekOrigin.End);
}

[Cmdlet(VerbsCommon.Clear, "Content", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
public sealed class ClearContentCommand : FilteredPathCommand
{
    protected override void ProcessRecord() => ForEachPath(path => ProviderAccess.ClearContent(InvokeProvider.Content, path, NewContext()));
}
