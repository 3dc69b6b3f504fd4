using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace EflowNetDiag.PowerShellHost;

/// <summary>
/// The streams as pwsh shows them when they are redirected: everything on stdout with its prefix, errors on stderr,
/// progress nowhere, no colours.
/// </summary>
internal sealed class ConsoleUserInterface(bool nonInteractive) : PSHostUserInterface
{
    public override PSHostRawUserInterface RawUI { get; } = new ConsoleRawUserInterface();

    public override bool SupportsVirtualTerminal => false;

    public override void Write(string value) => Console.Out.Write(Plain(value));

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine() => Console.Out.WriteLine();

    public override void WriteLine(string value) => Console.Out.WriteLine(Plain(value));

    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => WriteLine(value);

    public override void WriteDebugLine(string message) => WriteLine($"DEBUG: {message}");

    public override void WriteVerboseLine(string message) => WriteLine($"VERBOSE: {message}");

    public override void WriteWarningLine(string message) => WriteLine($"WARNING: {message}");

    public override void WriteErrorLine(string value)
    {
        if (!string.IsNullOrEmpty(value)) Console.Error.WriteLine(Plain(value));
    }

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override string ReadLine()
    {
        RefuseIfNonInteractive();
        return Console.In.ReadLine()!;
    }

    public override SecureString ReadLineAsSecureString()
    {
        var secure = new SecureString();
        foreach (char c in ReadLine() ?? string.Empty) secure.AppendChar(c);
        return secure;
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        RefuseIfNonInteractive();
        if (!string.IsNullOrEmpty(caption)) WriteLine(caption);
        if (!string.IsNullOrEmpty(message)) WriteLine(message);
        var answers = new Dictionary<string, PSObject>();
        foreach (FieldDescription field in descriptions)
        {
            Write($"{field.Name}: ");
            string? answer = Console.In.ReadLine();
            if (answer is null) throw new PSInvalidOperationException("Standard input ended while a value was asked for.");
            answers[field.Name] = PSObject.AsPSObject(answer);
        }

        return answers;
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        RefuseIfNonInteractive();
        if (!string.IsNullOrEmpty(caption)) WriteLine(caption);
        if (!string.IsNullOrEmpty(message)) WriteLine(message);
        while (true)
        {
            Write(string.Join("  ", choices.Select(choice => $"[{HotKey(choice)}] {choice.Label.Replace("&", string.Empty)}")) + ": ");
            string? answer = Console.In.ReadLine();
            if (answer is null) throw new PSInvalidOperationException("Standard input ended while a choice was asked for.");
            if (answer.Length == 0 && defaultChoice >= 0) return defaultChoice;
            int chosen = IndexOf(choices, answer);
            if (chosen >= 0) return chosen;
        }
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        PromptForCredential(caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options)
    {
        RefuseIfNonInteractive();
        throw new PSNotSupportedException("This host cannot ask for a credential.");
    }

    private void RefuseIfNonInteractive()
    {
        // pwsh's own sentence: scripts and tests look for it.
        if (nonInteractive) throw new PSInvalidOperationException("PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.");
    }

    private static string Plain(string value) => GetOutputString(value, supportsVirtualTerminal: false);

    private static string HotKey(ChoiceDescription choice)
    {
        int mark = choice.Label.IndexOf('&');
        return mark >= 0 && mark + 1 < choice.Label.Length ? choice.Label[mark + 1].ToString() : choice.Label;
    }

    private static int IndexOf(Collection<ChoiceDescription> choices, string answer)
    {
        for (int i = 0; i < choices.Count; i++)
        {
            bool isKey = HotKey(choices[i]).Equals(answer, StringComparison.OrdinalIgnoreCase);
            bool isLabel = choices[i].Label.Replace("&", string.Empty).Equals(answer, StringComparison.OrdinalIgnoreCase);
            if (isKey || isLabel) return i;
        }

        return -1;
    }
}
