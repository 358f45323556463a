#nullable disable

using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace Stripe;

/// <summary>
/// Joins the two properties of an expandable reference (<c>CustomerId</c>, <c>Customer</c>) to the one field of the wire.
/// In a list, what was not expanded stands as null beside its id.
/// </summary>
internal static class ExpandableContract
{
    private static readonly MethodInfo Single = typeof(ExpandableContract).GetMethod(nameof(JoinSingle), BindingFlags.NonPublic | BindingFlags.Static);
    private static readonly MethodInfo Many = typeof(ExpandableContract).GetMethod(nameof(JoinMany), BindingFlags.NonPublic | BindingFlags.Static);

    public static void Apply(JsonTypeInfo type)
    {
        if (!typeof(StripeEntity).IsAssignableFrom(type.Type))
        {
            return;
        }

        foreach (var expandable in type.Properties.Where(property => property.AttributeProvider?.IsDefined(typeof(ExpandableAttribute), true) == true).ToArray())
        {
            var value = (PropertyInfo)expandable.AttributeProvider;
            var isList = value.PropertyType.IsGenericType && value.PropertyType.GetGenericTypeDefinition() == typeof(List<>);
            var id = type.Type.GetProperty(isList ? value.Name[..^1] + "Ids" : value.Name + "Id");
            var target = isList ? value.PropertyType.GetGenericArguments()[0] : value.PropertyType;

            type.Properties.Remove(expandable);
            type.Properties.Remove(type.Properties.First(property => (property.AttributeProvider as PropertyInfo)?.Name == id.Name));
            type.Properties.Add((JsonPropertyInfo)(isList ? Many : Single).MakeGenericMethod(target).Invoke(null, [type, expandable.Name, id, value]));
        }
    }

    private static JsonPropertyInfo JoinSingle<T>(JsonTypeInfo type, string name, PropertyInfo id, PropertyInfo value)
        where T : class, IHasId
    {
        var joined = type.CreateJsonPropertyInfo(typeof(ExpandableField<T>), name);
        joined.Get = entity => id.GetValue(entity) is string key
            ? new ExpandableField<T> { Id = key, ExpandedObject = (T)value.GetValue(entity) }
            : null;
        joined.Set = (entity, read) =>
        {
            var field = (ExpandableField<T>)read;
            id.SetValue(entity, field?.Id);
            value.SetValue(entity, field?.ExpandedObject);
        };
        return joined;
    }

    private static JsonPropertyInfo JoinMany<T>(JsonTypeInfo type, string name, PropertyInfo id, PropertyInfo value)
        where T : class, IHasId
    {
        var joined = type.CreateJsonPropertyInfo(typeof(List<ExpandableField<T>>), name);
        joined.Get = entity =>
        {
            var objects = (List<T>)value.GetValue(entity);
            return ((List<string>)id.GetValue(entity))?
                .Select((key, index) => new ExpandableField<T> { Id = key, ExpandedObject = objects?[index] })
                .ToList();
        };
        joined.Set = (entity, read) =>
        {
            var fields = (List<ExpandableField<T>>)read;
            id.SetValue(entity, fields?.ConvertAll(field => field.Id));
            value.SetValue(entity, fields?.ConvertAll(field => field.ExpandedObject));
        };
        return joined;
    }
}
