using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using PaymentPortal.Accounts;
using PaymentPortal.Catalog;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout;

/// <summary>The doors of checkout that need no circuit: begin, and prepare the payment.</summary>
internal static class CheckoutEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/checkout/new", StartAsync).RequireAuthorization();
        routes.MapPost("/checkout/{id:guid}/pay", PayAsync).RequireAuthorization();
    }

    private static async Task<IResult> StartAsync(string? price, string? seats, string? add, string? trial, HttpContext http, StartCheckout start, OfferQueries offers, Catalogue catalogue, TimeProvider time, CancellationToken cancellationToken)
    {
        var user = http.User.UserId()!.Value;
        var started = await start.RunAsync(
            user, new CheckoutWish(price, int.TryParse(seats, CultureInfo.InvariantCulture, out var wanted) ? wanted : null, add, trial == "1"), VisitorCookie.Of(http, time), cancellationToken);
        http.Response.Headers.CacheControl = "no-store";
        return started switch
        {
            { Value: { } begun } => Results.LocalRedirect($"/checkout/{begun.Id}{QueryString.Create(Changed(begun))}"),
            { Refusal.Code: StartCheckout.AlreadySubscribed } when catalogue.Find(price) is { } offer && await offers.OfUserAsync(user, cancellationToken) is { HasPlan: true } known && !known.IsRunning(offer) =>
                Results.LocalRedirect(known.AddressOf(offer) + (int.TryParse(seats, CultureInfo.InvariantCulture, out var chosen) ? FormattableString.Invariant($"&seats={chosen}") : "")),
            { Refusal.Code: StartCheckout.AlreadySubscribed } => Results.LocalRedirect("/billing?notice=" + StartCheckout.AlreadySubscribed),
            _ => Results.LocalRedirect("/pricing?notice=" + started.Refusal!.Code),
        };
    }

    /// <summary>What the purchase has not as it was asked for, for the page to say.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> Changed(BegunCheckout begun)
    {
        if (begun.InsteadOf is { } currency)
        {
            yield return new("instead-of", currency.Code);
        }

        if (begun.SeatsInsteadOf is { } seats)
        {
            yield return new("instead-of-seats", seats.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static async Task<IResult> PayAsync(Guid id, PayRequest request, HttpContext http, IAntiforgery antiforgery, PayPurchase pay, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return Results.BadRequest();
        }

        var wish = new PayWish(BillingDetails.Read(request.Billing ?? []), request.ExpectedAmount, request.Method, request.Keep);
        var outcome = await pay.RunAsync(PurchaseId.From(id), http.User.UserId()!.Value, wish, VisitorCookie.Of(http, time), NetworkAddress.Of(http.Connection.RemoteIpAddress), cancellationToken);
        http.Response.Headers.CacheControl = "no-store";
        return outcome.IsDone
            ? Results.Json(new PayAnswer(outcome.Value.Status, outcome.Value.ClientSecret, outcome.Value.ClientSecret is null ? $"/checkout/{id}/complete" : null))
            : Results.Json(
                new { code = outcome.Refusal.Code, sentence = outcome.Refusal.Sentence, field = outcome.Refusal.Field },
                statusCode: outcome.Refusal.Code == PayPurchase.NotFound ? StatusCodes.Status404NotFound : StatusCodes.Status422UnprocessableEntity);
    }

    private sealed record PayRequest(Dictionary<string, string?>? Billing, long ExpectedAmount, string? Method, bool Keep);

    private sealed record PayAnswer(string Status, string? ClientSecret, string? Redirect);
}
