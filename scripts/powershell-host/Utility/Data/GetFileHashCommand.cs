using System.Management.Automation;
using System.Security.Cryptography;

namespace Microsoft.PowerShell.Commands;

/// <summary>The engine's default formatting knows it by this name.</summary>
public sealed class FileHashInfo
{
    public string Algorithm { get; set; } = string.Empty;

    public string Hash { get; set; } = string.Empty;

    public string? Path { get; set; }
}

[Cmdlet(VerbsCommon.Get, "FileHash", DefaultParameterSetName = "Path")]
[OutputType(typeof(FileHashInfo))]
public sealed class GetFileHashCommand : PSCmdlet
{
    [Parameter(Mandatory = true, ParameterSetName = "Path", Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    [Parameter(Mandatory = true, ParameterSetName = "Stream")]
    public Stream? InputStream { get; set; }

    [Parameter(Position = 1)]
    [ValidateSet("SHA1", "SHA256", "SHA384", "SHA512", "MD5")]
    public string Algorithm { get; set; } = "SHA256";

    protected override void ProcessRecord()
    {
        if (InputStream is not null)
        {
            WriteObject(NewInfo(InputStream, null));
            return;
        }

        foreach (string path in Path) ForExisting(path, () => SessionState.Path.GetResolvedProviderPathFromPSPath(path, out _));
        foreach (string path in LiteralPath) ForExisting(path, () => [SessionState.Path.GetUnresolvedProviderPathFromPSPath(path)]);
    }

    private void ForExisting(string path, Func<IEnumerable<string>> resolve)
    {
        try
        {
            foreach (string file in resolve().Where(file => !Directory.Exists(file)))
            {
                using FileStream stream = File.OpenRead(file);
                WriteObject(NewInfo(stream, file));
            }
        }
        catch (Exception e) when (e is ItemNotFoundException or FileNotFoundException or DirectoryNotFoundException)
        {
            var missing = new FileNotFoundException($"Cannot find path '{path}' because it does not exist.", path);
            WriteError(new ErrorRecord(missing, "FileNotFound", ErrorCategory.ObjectNotFound, path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            WriteError(new ErrorRecord(e, "FileReadError", ErrorCategory.ReadError, path));
        }
    }

    private FileHashInfo NewInfo(Stream stream, string? path)
    {
        byte[] hash = CryptographicOperations.HashData(new HashAlgorithmName(Algorithm.ToUpperInvariant()), stream);
        return new FileHashInfo { Algorithm = Algorithm.ToUpperInvariant(), Hash = Convert.ToHexString(hash), Path = path };
    }
}
