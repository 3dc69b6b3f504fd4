using System.Management.Automation;
using System.Text;

namespace EflowNetDiag.PowerShellHost;

/// <summary>
/// Reads commands from stdin as pwsh does: a line that parses is run at once; a line that is only the beginning of a
/// statement opens a block, and the block is run at the next blank line (not at the line that completes it).
/// </summary>
internal sealed class InputLoop(Session session, bool noPrompt)
{
    private StringBuilder? _block;

    internal void Run()
    {
        while (!session.HasEnded)
        {
            if (!noPrompt) Console.Out.Write(_block is null ? session.EvaluateToString("prompt") : ">> ");
            string? line = Console.In.ReadLine();
            if (line is null) return;
            Take(line);
        }
    }

    private void Take(string line)
    {
        if (!string.IsNullOrWhiteSpace(line))
        {
            if (_block is null) RunStatement(line);
            else _block.Append('\n').Append(line);
        }
        else if (_block is { } block)
        {
            _block = null;
            RunStatement(block.ToString());
        }
    }

    private void RunStatement(string text)
    {
        Exception? failure = session.RunText(text, addToHistory: true);
        if (failure is IncompleteParseException) _block = new StringBuilder(text);
        else if (failure is not null) session.Report(failure);
    }
}
