using System.Globalization;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>A property's value, or that the object has no such property: those come last in either direction.</summary>
internal readonly record struct SortValue(object? Value, bool Exists)
{
    internal static readonly SortValue Missing = new(null, false);
}

/// <summary>PowerShell's order of any two values: its own conversions first, then their text.</summary>
internal sealed class ValueComparer(bool caseSensitive, CultureInfo? culture)
{
    private readonly CultureInfo _culture = culture ?? CultureInfo.CurrentCulture;

    internal int Compare(SortValue first, SortValue second, bool descending)
    {
        if (!first.Exists || !second.Exists) return second.Exists.CompareTo(first.Exists);
        int order = Compare(first.Value, second.Value);
        return descending ? -order : order;
    }

    internal int Compare(object? first, object? second)
    {
        object? left = Bare(first);
        object? right = Bare(second);
        try
        {
            return LanguagePrimitives.Compare(left, right, !caseSensitive, _culture);
        }
        catch (Exception e) when (e is InvalidCastException or ArgumentException)
        {
            // not comparable as they are
        }

        return string.Compare(TextOf(first), TextOf(second), _culture, caseSensitive ? CompareOptions.None : CompareOptions.IgnoreCase);
    }

    private static object? Bare(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    private static string TextOf(object? value) => value is null ? string.Empty : PSObject.AsPSObject(value).ToString();
}
