using Microsoft.AspNetCore.Authorization;

namespace PaymentPortal.Subscriptions.Access;

/// <summary>Opens a page or an endpoint only to members of organisations whose plan has the feature: <c>[Entitled("usage_reports")]</c>.</summary>
public sealed class EntitledAttribute : AuthorizeAttribute
{
    internal const string Prefix = "Entitled:";

    public EntitledAttribute(string feature)
        : base(Prefix + feature) => Feature = feature;

    public string Feature { get; }
}
