using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Reflection;

namespace Microsoft.PowerShell.Commands;

/// <summary>Turns any object into dictionaries, lists and scalars as deep as asked; what lies deeper becomes its text.</summary>
internal sealed class JsonPlainer(int maxDepth, Func<bool> isStopping)
{
    internal bool IsTruncated { get; private set; }

    internal object? ToPlain(object? value, PSCmdlet command, int depth = 0)
    {
        var wrapper = value as PSObject;
        object? bare = wrapper?.BaseObject ?? value;
        if (bare is null || isStopping() || bare == System.Management.Automation.Internal.AutomationNull.Value) return null;
        if (bare is System.Management.Automation.Language.NullString || bare == DBNull.Value) return WithNotes(wrapper, null, command, depth);
        if (IsScalar(bare)) return WithNotes(wrapper, LongEnumAsText(bare), command, depth);
        if (depth > maxDepth)
        {
            IsTruncated = true;
            return AsText(wrapper, bare, command, depth);
        }

        return bare switch
        {
            Newtonsoft.Json.Linq.JObject json => json,
            IDictionary dictionary => WithNotes(wrapper, FromDictionary(dictionary, command, depth), command, depth),
            IEnumerable list => WithNotes(wrapper, FromList(list, command, depth), command, depth),
            PSCustomObject => FromCustomObject(wrapper!, command, depth),
            _ => WithNotes(wrapper, FromMembers(bare, command, depth), command, depth, adapted: true),
        };
    }

    private static bool IsScalar(object bare) =>
        bare is string or decimal or DateTime or DateTimeOffset or Guid or Uri or BigInteger or Enum || bare.GetType().IsPrimitive;

    /// <summary>JavaScript's numbers cannot hold all values of an enum of 64 bits.</summary>
    private static object LongEnumAsText(object bare) =>
        bare is Enum && Enum.GetUnderlyingType(bare.GetType()) is var type && (type == typeof(long) || type == typeof(ulong)) ? bare.ToString()! : bare;

    private object? AsText(PSObject? wrapper, object bare, PSCmdlet command, int depth)
    {
        if (bare is PSCustomObject) return LanguagePrimitives.ConvertTo(wrapper, typeof(string), CultureInfo.InvariantCulture);
        return WithNotes(wrapper, LanguagePrimitives.ConvertTo(bare, typeof(string), CultureInfo.InvariantCulture), command, depth);
    }

    private Dictionary<string, object?> FromDictionary(IDictionary dictionary, PSCmdlet command, int depth)
    {
        var plain = new Dictionary<string, object?>(dictionary.Count);
        foreach (DictionaryEntry entry in dictionary)
        {
            if (entry.Key is not string key)
            {
                var exception = new InvalidOperationException(
                    $"The type '{dictionary.GetType().FullName}' is not supported for serialization or deserialization of a dictionary. Keys must be strings.");
                command.ThrowTerminatingError(new ErrorRecord(exception, "NonStringKeyInDictionary", ErrorCategory.InvalidOperation, dictionary));
                throw exception;
            }

            plain.Add(key, ToPlain(entry.Value, command, depth + 1));
        }

        return plain;
    }

    private List<object?> FromList(IEnumerable list, PSCmdlet command, int depth)
    {
        var plain = new List<object?>();
        foreach (object? element in list) plain.Add(ToPlain(element, command, depth + 1));
        return plain;
    }

    private Dictionary<string, object?> FromCustomObject(PSObject custom, PSCmdlet command, int depth)
    {
        var plain = new Dictionary<string, object?>();
        AddProperties(plain, custom.Properties, command, depth);
        return plain;
    }

    private Dictionary<string, object?> FromMembers(object bare, PSCmdlet command, int depth)
    {
        var plain = new Dictionary<string, object?>();
        Type type = bare.GetType();
        foreach (FieldInfo field in type.GetFields(BindingFlags.Public | BindingFlags.Instance))
        {
            if (!IsIgnored(field)) plain[field.Name] = ToPlain(ValueOrNull(() => field.GetValue(bare)), command, depth + 1);
        }

        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            bool isReadable = property.GetGetMethod() is { } getter && getter.GetParameters().Length == 0;
            if (isReadable && !IsIgnored(property)) plain[property.Name] = ToPlain(ValueOrNull(() => property.GetValue(bare)), command, depth + 1);
        }

        return plain;
    }

    /// <summary>
    /// Properties that were added to the wrapper go beside the object's own; a scalar or list that has some becomes an
    /// object with its value under "value". Strings and dates never carry any.
    /// </summary>
    private object? WithNotes(PSObject? wrapper, object? plain, PSCmdlet command, int depth, bool adapted = false)
    {
        if (wrapper is null || wrapper.BaseObject is string or DateTime) return plain;
        var members = plain as Dictionary<string, object?> ?? new Dictionary<string, object?> { ["value"] = plain };
        AddProperties(members, wrapper.Properties.Where(property => adapted || IsExtended(property)), command, depth);
        return plain is not IDictionary && members.Count == 1 ? plain : members;
    }

    private static bool IsExtended(PSPropertyInfo property) => property.MemberType is not (PSMemberTypes.Property or PSMemberTypes.ParameterizedProperty);

    private void AddProperties(Dictionary<string, object?> members, IEnumerable<PSPropertyInfo> properties, PSCmdlet command, int depth)
    {
        foreach (PSPropertyInfo property in properties)
        {
            if (!members.ContainsKey(property.Name)) members[property.Name] = ToPlain(ValueOrNull(() => property.Value), command, depth + 1);
        }
    }

    private static bool IsIgnored(MemberInfo member) => member.IsDefined(typeof(Newtonsoft.Json.JsonIgnoreAttribute), inherit: true);

    /// <summary>A property that throws is null in JSON.</summary>
    private static object? ValueOrNull(Func<object?> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is TargetInvocationException or GetValueException or GetValueInvocationException or NotSupportedException)
        {
            return null;
        }
    }
}
