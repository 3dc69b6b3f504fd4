namespace Microsoft.PowerShell.Commands;

/// <summary>What Measure-Object has seen of one property.</summary>
internal sealed class Measurement
{
    internal int Count { get; set; }

    internal List<double> Numbers { get; } = [];

    internal object? Minimum { get; set; }

    internal object? Maximum { get; set; }

    internal int Lines { get; private set; }

    internal int Words { get; private set; }

    internal int Characters { get; private set; }

    /// <summary>Of a sample: divided by one less than the count.</summary>
    internal double Deviation()
    {
        if (Numbers.Count < 2) return 0;
        double mean = Numbers.Average();
        return Math.Sqrt(Numbers.Sum(number => (number - mean) * (number - mean)) / (Numbers.Count - 1));
    }

    internal void AddText(string text, bool ignoreWhiteSpace)
    {
        Characters += ignoreWhiteSpace ? text.Count(c => !char.IsWhiteSpace(c)) : text.Length;
        Words += text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        if (text.Length > 0) Lines += text.Count(c => c == '\n') + (text.EndsWith('\n') ? 0 : 1);
    }
}
