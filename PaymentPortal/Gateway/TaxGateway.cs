using System.Net;
using System.Text.Json;
using PaymentPortal.Shared;
using Stripe;
using Stripe.Tax;

namespace PaymentPortal.Gateway;

/// <summary>Where the account collects tax, and the tax ids of its customers.</summary>
internal sealed class TaxGateway(StripeConnection connection)
{
    /// <summary>The registrations that hold now; none where this Stripe has no Stripe Tax, or the key may not see them.</summary>
    public async Task<Outcome<IReadOnlyList<TaxRegistration>>> ListRegistrationsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await StripeGateway.GuardAsync<IReadOnlyList<TaxRegistration>>(async () =>
            {
                var page = await new RegistrationService(connection.Client).ListAsync(new RegistrationListOptions { Status = "active", Limit = 100 }, null, cancellationToken);
                using var document = JsonDocument.Parse(page.StripeResponse.Content);
                return document.RootElement.GetProperty("data").EnumerateArray().Select(Read).ToList();
            });
        }
        catch (StripeException refused) when (refused.HttpStatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest)
        {
            return Array.Empty<TaxRegistration>();
        }
    }

    /// <summary>Registers the sandbox's account. A real one is registered by its owner, with the authority and then at Stripe.</summary>
    public async Task EnsureRegistrationAsync(TaxRegistration wanted, CancellationToken cancellationToken)
    {
        var known = await ListRegistrationsAsync(cancellationToken);
        if (known.Value?.Contains(wanted) == true)
        {
            return;
        }

        var terms = new Dictionary<string, object> { ["type"] = wanted.Type };
        if (wanted.State is not null)
        {
            terms["state"] = wanted.State;
        }

        if (wanted.Type == "standard")
        {
            terms["standard"] = new Dictionary<string, object> { ["place_of_supply_scheme"] = "standard" };
        }

        var options = new RegistrationCreateOptions { Country = wanted.Country };
        options.AddExtraParam("active_from", "now");
        options.AddExtraParam("country_options", new Dictionary<string, object> { [wanted.Country.ToLowerInvariant()] = terms });
        await new RegistrationService(connection.Client).CreateAsync(options, new RequestOptions { IdempotencyKey = $"registration-{wanted.Country}-{wanted.Type}-{wanted.State}" }, cancellationToken);
    }

    /// <summary>Makes this the customer's only tax id; null takes every one away.</summary>
    public Task<Outcome<string>> SetTaxIdAsync(string customerId, CustomerTaxId? taxId, string idempotencyKey, CancellationToken cancellationToken) =>
        StripeGateway.GuardAsync(async () =>
        {
            var service = new CustomerTaxIdService(connection.Client);
            var known = (await service.ListAsync(customerId, new CustomerTaxIdListOptions { Limit = 100 }, null, cancellationToken)).Data;
            foreach (var other in known.Where(id => id.Type != taxId?.Type || id.Value != taxId.Value))
            {
                try
                {
                    await service.DeleteAsync(customerId, other.Id, null, null, cancellationToken);
                }
                catch (StripeException gone) when (gone.HttpStatusCode == HttpStatusCode.NotFound)
                {
                    // Another press took it away at the same time.
                }
            }

            if (taxId is null)
            {
                return "";
            }

            return known.FirstOrDefault(id => id.Type == taxId.Type && id.Value == taxId.Value)?.Id
                ?? (await service.CreateAsync(customerId, new CustomerTaxIdCreateOptions { Type = taxId.Type, Value = taxId.Value }, new RequestOptions { IdempotencyKey = idempotencyKey }, cancellationToken)).Id;
        });

    private static TaxRegistration Read(JsonElement registration)
    {
        var country = registration.GetProperty("country").GetString()!;
        var terms = registration.GetProperty("country_options").GetProperty(country.ToLowerInvariant());
        return new TaxRegistration(country, terms.GetProperty("type").GetString()!, terms.TryGetProperty("state", out var state) ? state.GetString() : null);
    }
}

/// <summary>Where the account collects tax.</summary>
/// <param name="Country">ISO 3166 code, upper case.</param>
/// <param name="Type">Stripe's word: <c>standard</c>, <c>oss_union</c> ...</param>
/// <param name="State">The state, where the country has taxes of its states.</param>
internal sealed record TaxRegistration(string Country, string Type, string? State);
