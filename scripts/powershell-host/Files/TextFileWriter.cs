using System.Management.Automation;
using System.Text;

namespace EflowNetDiag.PowerShellHost;

/// <summary>A text file that a cmdlet writes: opened with the cmdlets' common errors, read-only files restored afterwards.</summary>
internal sealed class TextFileWriter : IDisposable
{
    private readonly FileInfo? _readOnlyAgain;

    private TextFileWriter(StreamWriter writer, FileInfo? readOnlyAgain)
    {
        Writer = writer;
        _readOnlyAgain = readOnlyAgain;
    }

    internal StreamWriter Writer { get; }

    internal static TextFileWriter Open(PSCmdlet command, string path, bool isLiteral, Encoding encoding, bool append, bool force, bool noClobber)
    {
        string file = FilePaths.ForWriting(command, path, isLiteral);
        FileInfo? readOnly = null;
        try
        {
            if (noClobber && !append && File.Exists(file)) throw new IOException($"The file '{file}' already exists.");
            if (force && new FileInfo(file) is { Exists: true, IsReadOnly: true } info)
            {
                info.IsReadOnly = false;
                readOnly = info;
            }

            var stream = new FileStream(file, append ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.Read);
            return new TextFileWriter(new StreamWriter(stream, encoding), readOnly);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            bool exists = e is IOException && noClobber && File.Exists(file);
            var record = exists
                ? new ErrorRecord(e, "NoClobber", ErrorCategory.ResourceExists, file)
                : new ErrorRecord(e, "FileOpenFailure", ErrorCategory.OpenError, null);
            if (exists) record.ErrorDetails = new ErrorDetails($"File '{file}' already exists and NoClobber was specified.");
            command.ThrowTerminatingError(record);
            throw;
        }
    }

    public void Dispose()
    {
        Writer.Dispose();
        if (_readOnlyAgain is not null) _readOnlyAgain.IsReadOnly = true;
    }
}
