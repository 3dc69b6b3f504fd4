namespace EflowNetDiag.PowerShellHost;

/// <summary>The other end of Start-Job: the engine starts `$PSHOME/pwsh -s` and speaks its remoting protocol over stdin and stdout.</summary>
internal static class JobServer
{
    internal static void Run() => EngineAccess.RunStandardInputServer(
        initialCommand: null, workingDirectory: null, configurationName: null, configurationFile: null, combineErrOutStream: false);
}
