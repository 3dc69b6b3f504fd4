using System.Collections;
using System.Management.Automation;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Microsoft.PowerShell.Commands;

/// <summary>What a date in JSON becomes.</summary>
public enum JsonDateKind
{
    Default,
    Local,
    Utc,
    Offset,
    String,
}

/// <summary>JSON that is well formed but has no form as an object; the id is part of the cmdlet's error id.</summary>
internal sealed class JsonContentException(string errorId, string message) : Exception(message)
{
    internal string ErrorId { get; } = errorId;
}

/// <summary>JSON into custom objects (or hashtables), arrays and scalars.</summary>
internal sealed class JsonReader(bool asHashtable, int maxDepth, JsonDateKind dateKind)
{
    internal object? Read(string json)
    {
        try
        {
            object? parsed = JsonConvert.DeserializeObject(json, Settings());
            return parsed is JToken token ? FromToken(token) : parsed;
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"Conversion from JSON failed with error: {e.Message}", e);
        }
    }

    private JsonSerializerSettings Settings() => new()
    {
        // No type names from the text: JSON is data that anyone may have written.
        TypeNameHandling = TypeNameHandling.None,
        MetadataPropertyHandling = MetadataPropertyHandling.Ignore,
        MaxDepth = maxDepth,
        DateParseHandling = dateKind switch
        {
            JsonDateKind.String => DateParseHandling.None,
            JsonDateKind.Offset => DateParseHandling.DateTimeOffset,
            _ => DateParseHandling.DateTime,
        },
        DateTimeZoneHandling = dateKind switch
        {
            JsonDateKind.Local => DateTimeZoneHandling.Local,
            JsonDateKind.Utc => DateTimeZoneHandling.Utc,
            JsonDateKind.Default => DateTimeZoneHandling.RoundtripKind,
            _ => DateTimeZoneHandling.Unspecified,
        },
    };

    private object? FromToken(JToken token) => token switch
    {
        JObject members => asHashtable ? ToHashtable(members) : ToObject(members),
        JArray list => list.Where(element => element.Type != JTokenType.Comment).Select(FromToken).ToArray(),
        JValue value => value.Value,
        _ => null,
    };

    private PSObject ToObject(JObject members)
    {
        var result = new PSObject(members.Count);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, JToken? value) in members)
        {
            if (name.Length == 0)
            {
                throw new JsonContentException(
                    "EmptyKeyInJsonString",
                    "The provided JSON includes a property whose name is an empty string, this is only supported using the -AsHashTable switch.");
            }

            if (names.TryGetValue(name, out string? other))
            {
                throw new JsonContentException(
                    "KeysWithDifferentCasingInJsonString",
                    "Cannot convert the JSON string because it contains keys with different casing. Please use the -AsHashTable switch instead. "
                    + $"The key that was attempted to be added to the existing key '{other}' was '{name}'.");
            }

            names.Add(name);
            result.Properties.Add(new PSNoteProperty(name, value is null ? null : FromToken(value)));
        }

        return result;
    }

    private Hashtable ToHashtable(JObject members)
    {
        // The stock cmdlet gives a case-sensitive hashtable that keeps the order of the text.
        Hashtable result = new OrderedHashtable(members.Count);
        foreach ((string name, JToken? value) in members) result.Add(name, value is null ? null : FromToken(value));
        return result;
    }
}
