using Microsoft.AspNetCore.Antiforgery;
using PaymentPortal.Accounts;
using PaymentPortal.Shared;

namespace PaymentPortal.Billing;

/// <summary>The doors of the card pages' script. They stand below checkout's path, whose limits on tries are theirs too.</summary>
internal static class CardEndpoints
{
    public const string SetupPath = "/checkout/card/setup";
    public const string UsePath = "/checkout/card/use";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(SetupPath, StartAsync).RequireAuthorization();
        routes.MapPost(UsePath, UseAsync).RequireAuthorization();
    }

    private static async Task<IResult> StartAsync(StartRequest request, HttpContext http, IAntiforgery antiforgery, UsePaymentMethod use, CancellationToken cancellationToken)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return Results.BadRequest();
        }

        var secret = await use.StartAsync(http.User.UserId()!.Value, SearchText.Clean(request.Invoice), SearchText.Clean(request.Customer), NetworkAddress.Of(http.Connection.RemoteIpAddress), cancellationToken);
        http.Response.Headers.CacheControl = "no-store";
        return secret.IsDone ? Results.Json(new { clientSecret = secret.Value }) : Refused(secret.Refusal);
    }

    private static async Task<IResult> UseAsync(UseRequest request, HttpContext http, IAntiforgery antiforgery, UsePaymentMethod use, CancellationToken cancellationToken)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return Results.BadRequest();
        }

        var wish = new MethodWish(request.Method, request.MakeDefault, request.Amount, SearchText.Clean(request.Invoice), NetworkAddress.Of(http.Connection.RemoteIpAddress), SearchText.Clean(request.Customer));
        var payments = await use.RunAsync(http.User.UserId()!.Value, wish, cancellationToken);
        http.Response.Headers.CacheControl = "no-store";
        return payments.IsDone ? Results.Json(new { payments = payments.Value.Select(p => new { invoice = p.InvoiceId, clientSecret = p.ClientSecret }) }) : Refused(payments.Refusal);
    }

    private static IResult Refused(Refusal refusal) => Results.Json(new { code = refusal.Code, sentence = refusal.Sentence }, statusCode: StatusCodes.Status422UnprocessableEntity);

    private sealed record StartRequest(string? Invoice, string? Customer);

    private sealed record UseRequest(string? Method, bool MakeDefault, long? Amount, string? Invoice, string? Customer);
}
