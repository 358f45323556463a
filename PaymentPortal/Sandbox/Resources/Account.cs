using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;

namespace PaymentPortal.Sandbox.Resources;

internal static class Account
{
    public const string Id = "acct_1Sandbox00000000";

    public static void Map(Router router) => router.Get("/v1/account", Retrieve);

    private static JsonObject Retrieve(Call call) => new()
    {
        ["id"] = Id,
        ["object"] = "account",
        ["business_profile"] = new JsonObject
        {
            ["annual_revenue"] = null,
            ["estimated_worker_count"] = null,
            ["mcc"] = "5734",
            ["minority_owned_business_designation"] = null,
            ["name"] = call.Work.Options.AccountName,
            ["support_address"] = null,
            ["support_email"] = null,
            ["support_phone"] = null,
            ["support_url"] = null,
            ["url"] = null,
        },
        ["business_type"] = "company",
        ["capabilities"] = new JsonObject { ["card_payments"] = "active", ["transfers"] = "active" },
        ["charges_enabled"] = true,
        ["controller"] = new JsonObject { ["type"] = "account" },
        ["country"] = call.Work.Options.AccountCountry,
        ["created"] = call.Work.RealNow,
        ["default_currency"] = "usd",
        ["details_submitted"] = true,
        ["email"] = null,
        ["metadata"] = new JsonObject(),
        ["payouts_enabled"] = true,
        ["settings"] = null,
        ["type"] = "standard",
    };
}
