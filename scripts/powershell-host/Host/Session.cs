using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace EflowNetDiag.PowerShellHost;

/// <summary>One runspace from its opening to the process's exit code, in pwsh's order: profiles, command or file, input loop.</summary>
internal sealed class Session : IDisposable
{
    private readonly CommandLine _commandLine;
    private readonly ConsoleHost _host;
    private readonly Runspace _runspace;
    private Pipeline? _running;

    internal Session(CommandLine commandLine)
    {
        _commandLine = commandLine;
        _host = new ConsoleHost(commandLine.NonInteractive);
        _runspace = RunspaceFactory.CreateRunspace(_host, InitialSessionState.CreateDefault2());
        _runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        _runspace.Open();
        Runspace.DefaultRunspace = _runspace;
        Console.CancelKeyPress += StopRunningPipeline;
    }

    internal bool HasEnded => _host.ExitCode is not null;

    internal int Run()
    {
        Profile profile = Profile.OfThisMachine();
        _runspace.SessionStateProxy.SetVariable("PROFILE", profile.ToVariable());
        if (_commandLine.WorkingDirectory is { } folder) _runspace.SessionStateProxy.Path.SetLocation(folder);
        if (!_commandLine.NoProfile)
        {
            foreach (string script in profile.ExistingScripts) RunText($". '{script.Replace("'", "''")}'", addToHistory: false);
        }

        Exception? failure = RunInitialCommand();
        bool staysOpen = _commandLine.NoExit || (_commandLine.File is null && _commandLine.Command is null);
        if (staysOpen && !HasEnded) new InputLoop(this, _commandLine.NoPrompt).Run();
        return ExitCode(failure);
    }

    /// <summary>Runs a line or block as if it had been typed, showing what it gives; the exception is for the caller to report.</summary>
    internal Exception? RunText(string text, bool addToHistory)
    {
        Pipeline pipeline = _runspace.CreatePipeline(text, addToHistory);
        return Invoke(pipeline, readsInput: false);
    }

    internal string EvaluateToString(string text)
    {
        using Pipeline pipeline = _runspace.CreatePipeline(text);
        try
        {
            return pipeline.Invoke().FirstOrDefault()?.ToString() ?? string.Empty;
        }
        catch (RuntimeException)
        {
            return string.Empty;
        }
    }

    internal void Report(Exception failure)
    {
        ErrorRecord record = failure is IContainsErrorRecord container
            ? container.ErrorRecord
            : new ErrorRecord(failure, "ConsoleHost.ReportException", ErrorCategory.NotSpecified, null);
        Pipeline pipeline = _runspace.CreatePipeline();
        pipeline.Input.Write(EngineAccess.AsErrorStreamObject(record));
        pipeline.Input.Close();
        if (Invoke(pipeline, readsInput: false) is not null) Console.Error.WriteLine(failure.Message);
    }

    public void Dispose()
    {
        Console.CancelKeyPress -= StopRunningPipeline;
        _runspace.Dispose();
    }

    private Exception? RunInitialCommand()
    {
        Pipeline pipeline;
        if (_commandLine.File is { } file) pipeline = FilePipeline(file);
        else if (!string.IsNullOrEmpty(_commandLine.Command)) pipeline = _runspace.CreatePipeline(_commandLine.Command, addToHistory: true);
        else return null;

        Exception? failure = Invoke(pipeline, readsInput: Console.IsInputRedirected && UsesInput());
        if (failure is null) return null;
        if (failure is IncompleteParseException) failure = WithPosition(_commandLine.Command!) ?? failure;
        if (_commandLine.File is not null && !_commandLine.NoExit) _host.SetShouldExit(1);
        Report(failure);
        return failure;
    }

    private Pipeline FilePipeline(string file)
    {
        // As on every Unix pwsh, a script without the extension (a shebang file) is read instead of called.
        bool isScriptFile = file.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase);
        var command = new Command(isScriptFile ? file : File.ReadAllText(file), isScript: !isScriptFile, useLocalScope: false);
        foreach (CommandParameter parameter in FileParameters.From(_commandLine.FileArguments)) command.Parameters.Add(parameter);

        // `exit N` in the script then ends the host with N instead of only setting $LASTEXITCODE.
        if (!_commandLine.NoExit) EngineAccess.LetExitEndTheHost(_runspace);
        Pipeline pipeline = _runspace.CreatePipeline();
        pipeline.Commands.Add(command);
        return pipeline;
    }

    /// <summary>pwsh feeds redirected stdin to the command only when the command says $input.</summary>
    private bool UsesInput()
    {
        Ast ast = _commandLine.File is { } file
            ? Parser.ParseFile(file, out _, out _)
            : Parser.ParseInput(_commandLine.Command, out _, out _);
        return ast.Find(node => node is VariableExpressionAst { VariablePath.IsVariable: true } variable
            && variable.VariablePath.UserPath.Equals("input", StringComparison.OrdinalIgnoreCase), searchNestedScriptBlocks: false) is not null;
    }

    /// <summary>The engine's error for a command that only began says nothing of where, and its error view shows nothing then.</summary>
    private static ParseException? WithPosition(string text)
    {
        Parser.ParseInput(text, out _, out ParseError[] errors);
        return errors.Length > 0 ? new ParseException(errors) : null;
    }

    private Exception? Invoke(Pipeline pipeline, bool readsInput)
    {
        AddOutputter(pipeline);
        _running = pipeline;
        try
        {
            if (readsInput) FeedStandardInput(pipeline);
            pipeline.Invoke();
            return null;
        }
        catch (Exception e) when (e is RuntimeException or FlowControlException)
        {
            return e;
        }
        finally
        {
            _running = null;
            pipeline.Dispose();
        }
    }

    private static void AddOutputter(Pipeline pipeline)
    {
        // Errors travel to Out-Default with the output, so that both appear in the order in which they were written.
        if (pipeline.Commands.Count == 1) pipeline.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        pipeline.Commands.Add(new Command("Out-Default", isScript: false, useLocalScope: true)
        {
            MergeUnclaimedPreviousCommandResults = PipelineResultTypes.Error | PipelineResultTypes.Output,
        });
    }

    private static void FeedStandardInput(Pipeline pipeline)
    {
        while (Console.In.ReadLine() is { } line) pipeline.Input.Write(line);
        pipeline.Input.Close();
    }

    private int ExitCode(Exception? failure)
    {
        if (_host.ExitCode is { } asked) return asked;
        bool lastWorked = LanguagePrimitives.IsTrue(_runspace.SessionStateProxy.GetVariable("?"));
        return failure is null && lastWorked ? 0 : 1;
    }

    private void StopRunningPipeline(object? sender, ConsoleCancelEventArgs e)
    {
        if (_running is not { } pipeline) return;
        e.Cancel = true;
        pipeline.StopAsync();
    }
}
