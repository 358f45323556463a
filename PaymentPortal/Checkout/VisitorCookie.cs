namespace PaymentPortal.Checkout;

/// <summary>A random id that ties a visitor's steps together; it says nothing about the person.</summary>
internal static class VisitorCookie
{
    private const string Name = "visitor";

    /// <summary>The visitor's id; a new one is set where the browser brought none.</summary>
    public static Guid Of(HttpContext http, TimeProvider time)
    {
        if (Guid.TryParse(http.Request.Cookies[Name], out var known))
        {
            return known;
        }

        var fresh = Guid.CreateVersion7(time.GetUtcNow());
        if (!http.Response.HasStarted)
        {
            http.Response.Cookies.Append(Name, fresh.ToString("D"), new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
                MaxAge = TimeSpan.FromDays(365),
            });
        }

        return fresh;
    }
}
