using System.Net;
using PaymentPortal.Settings;
using Stripe;
using Stripe.Tax;

namespace PaymentPortal.Gateway;

/// <summary>Makes in the account what the portal needs of it beside the catalogue: the webhook endpoint and the defaults of taxes. What is there already stays.</summary>
internal sealed class AccountSetup(StripeConnection connection)
{
    private const string Everything = "*";

    /// <summary>The id of the account behind the key.</summary>
    public async Task<string> AccountIdAsync(CancellationToken cancellationToken) =>
        (await new AccountService(connection.Client).GetSelfAsync(null, cancellationToken)).Id;

    /// <summary>
    /// Makes the endpoint that posts every event to this address, in the portal's version of the API; or, where there is one, enables it for every event. The secret is known only of one that was made now.
    /// </summary>
    public async Task<WebhookSetup> EnsureWebhookAsync(Uri address, CancellationToken cancellationToken)
    {
        var service = new WebhookEndpointService(connection.Client);
        await foreach (var endpoint in service.ListAutoPagingAsync(new WebhookEndpointListOptions { Limit = 100 }, null, cancellationToken))
        {
            if (Uri.TryCreate(endpoint.Url, UriKind.Absolute, out var known) && known == address)
            {
                if (endpoint.Status != "enabled" || endpoint.EnabledEvents?.Contains(Everything) != true)
                {
                    await service.UpdateAsync(endpoint.Id, new WebhookEndpointUpdateOptions { Disabled = false, EnabledEvents = [Everything] }, null, cancellationToken);
                }

                return new WebhookSetup(endpoint.Id, null, endpoint.ApiVersion);
            }
        }

        var made = await service.CreateAsync(
            new WebhookEndpointCreateOptions { Url = address.AbsoluteUri, EnabledEvents = [Everything], ApiVersion = StripeOptions.ApiVersion, Description = nameof(PaymentPortal) },
            null,
            cancellationToken);
        return new WebhookSetup(made.Id, made.Secret, made.ApiVersion);
    }

    /// <summary>Says to Stripe Tax where the seller sits and that prices are without tax, where it knows neither yet.</summary>
    public async Task<TaxSetup> EnsureTaxAsync(HeadOffice? office, CancellationToken cancellationToken)
    {
        var service = new SettingsService(connection.Client);
        try
        {
            var settings = await service.GetAsync(null, null, cancellationToken);
            if (settings.Defaults?.TaxBehavior is null)
            {
                settings = await service.UpdateAsync(new SettingsUpdateOptions { Defaults = new SettingsDefaultsOptions { TaxBehavior = "exclusive" } }, null, cancellationToken);
            }

            if (settings.HeadOffice?.Address?.Country is null && office is not null)
            {
                settings = await service.UpdateAsync(new SettingsUpdateOptions { HeadOffice = new SettingsHeadOfficeOptions { Address = AddressOf(office) } }, null, cancellationToken);
            }

            return new TaxSetup(settings.StatusDetails?.Pending?.MissingFields ?? [], null);
        }
        catch (StripeException refused) when (refused.HttpStatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
        {
            return new TaxSetup(null, null);
        }
        catch (StripeException refused) when (refused.HttpStatusCode == HttpStatusCode.BadRequest)
        {
            return new TaxSetup([], StripeFault.Explain(refused));
        }
    }

    private static AddressOptions AddressOf(HeadOffice office) => new()
    {
        Line1 = office.Line1,
        Line2 = office.Line2,
        City = office.City,
        State = office.State,
        PostalCode = office.PostalCode,
        Country = office.Country,
    };
}

/// <summary>How Stripe Tax stands in the account.</summary>
/// <param name="Lacking">The fields that it still lacks; null where this Stripe has no such settings, or the key may not see them.</param>
/// <param name="Refusal">Why it did not take what it was told, in a sentence; null where it did.</param>
internal sealed record TaxSetup(IReadOnlyList<string>? Lacking, string? Refusal);

/// <summary>A webhook endpoint of the account.</summary>
/// <param name="Id">Stripe's id.</param>
/// <param name="Secret">Its signing secret; null where it was there before, since Stripe tells it once.</param>
/// <param name="ApiVersion">The version in which it posts; null for the account's own.</param>
internal sealed record WebhookSetup(string Id, string? Secret, string? ApiVersion);
