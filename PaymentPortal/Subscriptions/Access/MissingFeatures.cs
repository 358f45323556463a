using PaymentPortal.Accounts;
using PaymentPortal.Catalog;

namespace PaymentPortal.Subscriptions.Access;

/// <summary>What a person reads who asked for something that his organisation cannot use.</summary>
public sealed record MissingFeatureView(string Name, string Title, string Sentence, bool SettledInBilling);

internal sealed class MissingFeatures(OrganisationAccess organisations, Entitlements entitlements, Catalogue catalogue)
{
    /// <summary>Null where no plan has such a feature, or the user belongs to no organisation.</summary>
    public async Task<MissingFeatureView?> FindAsync(Guid userId, string feature, CancellationToken cancellationToken)
    {
        var plans = catalogue.Plans.Where(p => p.Entitlements.Features.Contains(feature)).ToList();
        if (plans.Count == 0 || await organisations.OfUserAsync(userId, cancellationToken) is not { } organisation)
        {
            return null;
        }

        var own = await entitlements.OfAsync(organisation.Id, cancellationToken);
        var name = EntitlementWords.Of(feature);
        var offered = string.Join(" or ", plans.Select(p => p.Name));
        var isOfPlan = plans.Exists(p => p.Code == own.PlanCode);
        return own.Reason switch
        {
            _ when own.Has(feature) => new(name, $"{own.PlanName} includes this", $"{organisation.Name} can use it now.", SettledInBilling: true),
            AccessReason.Paused when isOfPlan => new(name, $"{own.PlanName} is paused", $"{organisation.Name} can use this again as soon as the plan is resumed.", SettledInBilling: true),
            AccessReason.Unpaid when isOfPlan => new(name, $"{own.PlanName} is not paid", $"{organisation.Name} can use this again as soon as the open invoice is paid.", SettledInBilling: true),
            AccessReason.Ended when isOfPlan => new(name, $"{own.PlanName} has ended", $"Choose {offered} again to use this.", SettledInBilling: false),
            _ when own.HasAccess && own.PlanName is not null => new(name, $"{offered} has this", $"{organisation.Name} has {own.PlanName}, which does not include it.", SettledInBilling: false),
            _ => new(name, $"{offered} has this", $"{organisation.Name} has no running plan.", SettledInBilling: false),
        };
    }
}

internal static class EntitlementWords
{
    /// <summary>The words for a code: <c>usage_reports</c> is "Usage reports".</summary>
    public static string Of(string code)
    {
        var words = code.Replace('_', ' ');
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
