using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Provider;
using EflowNetDiag.PowerShellHost;

namespace Microsoft.PowerShell.Commands;

/// <summary>-Raw, -Encoding, -Delimiter and -AsByteStream are the FileSystem provider's own parameters.</summary>
[Cmdlet(VerbsCommon.Get, "Content", DefaultParameterSetName = PathSet)]
public sealed class GetContentCommand : ContentCommand
{
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, long.MaxValue)]
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

        ForEachPath(path =>
        {
            foreach (string item in ItemsAt(path, mayBeNew: false)) ForPath(() => Read(item));
        });
    }

    private void Read(string path)
    {
        object context = NewContext();
        ProviderAccess.SetSuppressWildcardExpansion(context, true);
        foreach (IContentReader reader in ProviderAccess.GetReader(InvokeProvider.Content, path, context))
        {
            try
            {
                if (Tail >= 0) WriteLast(path, reader);
                else WriteFromStart(path, reader);
            }
            finally
            {
                reader.Close();
            }
        }
    }

    private void WriteFromStart(string path, IContentReader reader)
    {
        long read = 0;
        while (TotalCount < 0 || read < TotalCount)
        {
            long wanted = ReadCount;
            if (TotalCount >= 0 && (wanted == 0 || wanted > TotalCount - read)) wanted = TotalCount - read;
            IList lines = reader.Read(wanted);
            if (lines is not { Count: > 0 }) return;
            read += lines.Count;
            WriteObject(WithNotes(ReadCount == 1 ? lines[0]! : lines.Cast<object>().ToArray(), path, read));
        }
    }

    private void WriteLast(string path, IContentReader reader)
    {
        var held = new Queue<object>();
        while (reader.Read(1) is { Count: > 0 } lines)
        {
            held.Enqueue(lines[0]!);
            if (held.Count > Tail) held.Dequeue();
        }

        long number = 0;
        foreach (object line in held) WriteObject(WithNotes(line, path, ++number));
    }
}
