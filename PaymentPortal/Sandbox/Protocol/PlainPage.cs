namespace PaymentPortal.Sandbox.Protocol;

/// <summary>A page of the sandbox's own, for what Stripe or a bank asks at an address of theirs: no script, no style, nothing loaded.</summary>
internal static class PlainPage
{
    public static Task WriteAsync(HttpContext http, int status, string title, string body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'";
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync(
            $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title></head>"
            + $"<body><main><h1>{title}</h1>{body}</main></body></html>", http.RequestAborted);
    }
}
