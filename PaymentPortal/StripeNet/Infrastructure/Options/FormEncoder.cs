#nullable disable

using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stripe;

/// <summary>Writes parameters as Stripe reads them: <c>items[0][price]=price_1</c>, dates as Unix seconds, an emptied value as an empty text.</summary>
internal static class FormEncoder
{
    private static readonly ConcurrentDictionary<Type, Parameter[]> Parameters = new();

    public static string Encode(BaseOptions options)
    {
        if (options is null)
        {
            return "";
        }

        var text = new StringBuilder();
        WriteOptions(text, null, options);
        return text.ToString();
    }

    private static void Write(StringBuilder text, string key, object value)
    {
        switch (value)
        {
            case NestedOptions options:
                WriteOptions(text, key, options);
                break;
            case AnyOf either:
                if (either.Value is not null)
                {
                    Write(text, key, either.Value);
                }

                break;
            case IDictionary dictionary:
                WriteDictionary(text, key, dictionary);
                break;
            case string or null:
                WritePair(text, key, (string)value);
                break;
            case IEnumerable list:
                WriteList(text, key, list);
                break;
            case DateTime date:
                WritePair(text, key, new DateTimeOffset(date).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
                break;
            case bool flag:
                WritePair(text, key, flag ? "true" : "false");
                break;
            default:
                WritePair(text, key, Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void WriteOptions(StringBuilder text, string key, NestedOptions options)
    {
        foreach (var parameter in Parameters.GetOrAdd(options.GetType(), ParametersOf))
        {
            var value = parameter.Property.GetValue(options);
            if (value is not null || options.WasSet(parameter.Property.Name))
            {
                Write(text, Inside(key, parameter.Name), value);
            }
        }

        if (options is BaseOptions { ExtraParams: { } extra })
        {
            foreach (var (name, value) in extra)
            {
                Write(text, Inside(key, name), value);
            }
        }
    }

    private static void WriteDictionary(StringBuilder text, string key, IDictionary dictionary)
    {
        if (dictionary.Count == 0)
        {
            WritePair(text, key, "");
            return;
        }

        foreach (DictionaryEntry entry in dictionary)
        {
            Write(text, Inside(key, Convert.ToString(entry.Key, CultureInfo.InvariantCulture)), entry.Value);
        }
    }

    private static void WriteList(StringBuilder text, string key, IEnumerable list)
    {
        var index = 0;
        foreach (var value in list)
        {
            Write(text, string.Create(CultureInfo.InvariantCulture, $"{key}[{index++}]"), value);
        }

        // A form cannot carry an empty list: the empty text empties it.
        if (index == 0)
        {
            WritePair(text, key, "");
        }
    }

    private static void WritePair(StringBuilder text, string key, string value)
    {
        if (text.Length > 0)
        {
            text.Append('&');
        }

        text.Append(Escape(key)).Append('=').Append(Escape(value ?? ""));
    }

    private static string Escape(string text) =>
        Uri.EscapeDataString(text).Replace("%5B", "[", StringComparison.Ordinal).Replace("%5D", "]", StringComparison.Ordinal);

    private static string Inside(string key, string name)
    {
        if (key is null)
        {
            return name;
        }

        var bracket = name.IndexOf('[', StringComparison.Ordinal);
        return bracket < 0 ? $"{key}[{name}]" : $"{key}[{name[..bracket]}]{name[bracket..]}";
    }

    private static Parameter[] ParametersOf(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.Name != nameof(BaseOptions.ExtraParams))
            .Select(property => new Parameter(
                property,
                property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name))),
    ];

    private sealed record Parameter(PropertyInfo Property, string Name);
}
