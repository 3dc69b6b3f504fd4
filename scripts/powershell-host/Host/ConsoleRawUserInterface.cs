using System.Management.Automation;
using System.Management.Automation.Host;

namespace EflowNetDiag.PowerShellHost;

/// <summary>The screen, as far as formatting asks for it: its width.</summary>
internal sealed class ConsoleRawUserInterface : PSHostRawUserInterface
{
    /// <summary>The engine's own width for a host that knows none.</summary>
    private const int DefaultWidth = 120;

    private Size _bufferSize = new(Columns(), 50);

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override Size BufferSize
    {
        get => _bufferSize;
        set => _bufferSize = value;
    }

    public override Coordinates CursorPosition { get; set; }

    public override int CursorSize { get; set; } = 25;

    public override bool KeyAvailable => false;

    public override Size MaxPhysicalWindowSize => _bufferSize;

    public override Size MaxWindowSize => _bufferSize;

    public override Coordinates WindowPosition { get; set; }

    public override Size WindowSize
    {
        get => _bufferSize;
        set => _bufferSize = value;
    }

    public override string WindowTitle { get; set; } = "pwsh-host";

    public override void FlushInputBuffer()
    {
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NotSupported();

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw NotSupported();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw NotSupported();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NotSupported();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw NotSupported();

    private static int Columns()
    {
        // Also when output is redirected, as pwsh does: .NET then gives the terminal's width, or 80 without one.
        try
        {
            return Console.BufferWidth is > 0 and int width ? width : DefaultWidth;
        }
        catch (IOException)
        {
            return DefaultWidth; // Windows without a console
        }
    }

    private static PSNotSupportedException NotSupported() => new("This host has no screen buffer.");
}
