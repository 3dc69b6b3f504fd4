using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Provider;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

/// <summary>-Raw, -Encoding, -Delimiter and -AsByteStream are the FileSystem provider's own parameters.</summary>
[Cmdlet(VerbsCommon.Get, "Content", DefaultParameterSetName = PathSet)]
public sealed class GetContentCommand : FilteredPathCommand
{
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public long ReadCount { get; set; } = 1;

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, long.MaxValue)]
    [Alias("First", "Head")]
    public long TotalCount { get; set; } = -1;

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, int.MaxValue)]
    [Alias("Last")]
    public int Tail { get; set; } = -1;

    internal override object? ProviderParameters(object context) => ProviderAccess.GetReaderParameters(InvokeProvider.Content, FirstPath, context);

    protected override void ProcessRecord()
    {
        if (TotalCount >= 0 && Tail >= 0)
        {
            var conflict = new InvalidOperationException("The parameters TotalCount and Tail cannot be used together. Please specify only one parameter.");
            ThrowTerminatingError(new ErrorRecord(conflict, "TailAndHeadCannotCoexist", ErrorCategory.InvalidOperation, null));
        }

        ForEachPath(Read);
    }

    /// <summary>Each pattern is resolved first, so that every line can carry the path of its own file.</summary>
    private void Read(string path)
    {
        string[] files = IsLiteral ? [path] : ProviderAccess.Resolve(SessionState.Path, path, NewContext()).Select(found => found.Path).ToArray();
        foreach (string file in files) ForPath(() => ReadOne(file));
    }

    private void ReadOne(string path)
    {
        object context = NewContext();
        ProviderAccess.SetSuppressWildcardExpansion(context, true);
        foreach (IContentReader reader in ProviderAccess.GetReader(InvokeProvider.Content, path, context))
        {
            try
            {
                Lines(path, reader);
            }
            finally
            {
                reader.Close();
            }
        }
    }

    private void Lines(string path, IContentReader reader)
    {
        PSNoteProperty[] notes = ContentNotes.Of(SessionState, path);
        long number = 0;
        if (Tail >= 0)
        {
            foreach (object line in Last(reader, Tail)) WriteLine(line, notes, ++number);
            return;
        }

        while (TotalCount < 0 || number < TotalCount)
        {
            long batch = ReadCount > 0 ? ReadCount : 0;
            if (TotalCount >= 0 && batch > 0) batch = Math.Min(batch, TotalCount - number);
            IList lines = reader.Read(batch);
            if (lines is not { Count: > 0 }) return;
            number += lines.Count;
            object output = ReadCount == 1 && lines.Count == 1 ? lines[0]! : lines.Cast<object>().ToArray();
            WriteLine(output, notes, number);
        }
    }

    private static IEnumerable<object> Last(IContentReader reader, int count)
    {
        var held = new Queue<object>();
        while (reader.Read(1) is { Count: > 0 } lines)
        {
            held.Enqueue(lines[0]!);
            if (held.Count > count) held.Dequeue();
        }

        return held;
    }

    private void WriteLine(object content, PSNoteProperty[] notes, long number)
    {
        PSObject line = PSObject.AsPSObject(content);
        foreach (PSNoteProperty note in notes) line.Properties.Add(new PSNoteProperty(note.Name, note.Value));
        line.Properties.Add(new PSNoteProperty("ReadCount", number));
        WriteObject(line);
    }
}

/// <summary>What every line of Get-Content carries: where it came from.</summary>
internal static class ContentNotes
{
    internal static PSNoteProperty[] Of(SessionState session, string path)
    {
        string provider = session.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo info, out PSDriveInfo drive);
        string prefix = $"{info.ModuleName}\\{info.Name}::";
        return
        [
            new PSNoteProperty("PSPath", prefix + provider),
            new PSNoteProperty("PSParentPath", prefix + Path.GetDirectoryName(provider)),
            new PSNoteProperty("PSChildName", Path.GetFileName(provider)),
            new PSNoteProperty("PSDrive", drive),
            new PSNoteProperty("PSProvider", info),
        ];
    }
}

/// <summary>What Set-Content and Add-Content share.</summary>
public abstract class WriteContentCommand : FilteredPathCommand
{
    private readonly List<IContentWriter> _writers = [];
    private bool _isOpen;

    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public object[]? Value { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    // A value comes by pipeline here, so the path does not.
    [Parameter(Position = 0, ParameterSetName = PathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public override string[] Path { get; set; } = [];

    internal override object? ProviderParameters(object context) => ProviderAccess.GetWriterParameters(InvokeProvider.Content, FirstPath, context);

    protected override void ProcessRecord()
    {
        if (!_isOpen)
        {
            ForEachPath(Open);
            _isOpen = true;
        }

        foreach (IContentWriter writer in _writers) writer.Write(Value ?? Array.Empty<object>());
        if (PassThru && _writers.Count > 0) WriteObject(Value, enumerateCollection: true);
    }

    protected override void EndProcessing() => Close();

    protected override void StopProcessing()
    {
        base.StopProcessing();
        Close();
    }

    /// <summary>What must happen to a file before its first line, and whether it may be written at all.</summary>
    internal abstract bool Prepare(string path);

    internal abstract void Position(IContentWriter writer);

    private void Open(string path)
    {
        if (!Prepare(path)) return;
        foreach (IContentWriter writer in ProviderAccess.GetWriter(InvokeProvider.Content, path, NewContext()))
        {
            Position(writer);
            _writers.Add(writer);
        }
    }

    private void Close()
    {
        foreach (IContentWriter writer in _writers) writer.Close();
        _writers.Clear();
    }
}

[Cmdlet(VerbsCommon.Set, "Content", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
public sealed class SetContentCommand : WriteContentCommand
{
    internal override bool Prepare(string path)
    {
        string target = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
        if (!ShouldProcess($"Path: {target}", "Set Content")) return false;
        object context = NewContext();
        ProviderAccess.SetPassThru(context, false);
        if (ProviderAccess.Exists(InvokeProvider.Item, path, NewContext())) InvokeProvider.Content.Clear([path], Force, literalPath: IsLiteral);
        return true;
    }

    internal override void Position(IContentWriter writer)
    {
    }
}

[Cmdlet(VerbsCommon.Add, "Content", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
public sealed class AddContentCommand : WriteContentCommand
{
    internal override bool Prepare(string path) =>
        ShouldProcess($"Path: {SessionState.Path.GetUnresolvedProviderPathFromPSPath(path)}", "Add Content");

    internal override void Position(IContentWriter writer) => writer.Seek(0, SeekOrigin.End);
}

[Cmdlet(VerbsCommon.Clear, "Content", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
public sealed class ClearContentCommand : FilteredPathCommand
{
    protected override void ProcessRecord() => ForEachPath(path => ProviderAccess.ClearContent(InvokeProvider.Content, path, NewContext()));
}
