namespace PaymentPortal.Tests.Architecture;

internal static class Names
{
    private const string InferredTypesOfRazor = "__Blazor.";

    /// <summary>The full name of the outermost type that a type belongs to, without generic arity.</summary>
    public static string Of(Type type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        if (type.Namespace?.StartsWith(InferredTypesOfRazor, StringComparison.Ordinal) == true)
            return type.Namespace[InferredTypesOfRazor.Length..];
        var name = type.Name.Split('`')[0];
        return type.Namespace is null ? name : $"{type.Namespace}.{name}";
    }

    /// <summary>The product's folder that a type of this name stands in: "" for the root, null where it is none of ours.</summary>
    public static string? FolderOf(string typeName) => typeName.Split('.') switch
    {
        ["Stripe", ..] => "StripeNet",
        ["Program"] => "",
        ["PaymentPortal", "*"] => null,
        ["PaymentPortal", _] => "",
        ["PaymentPortal", var folder, ..] => folder,
        _ => null,
    };
}
