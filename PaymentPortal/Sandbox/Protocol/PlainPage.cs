using System.Security.Cryptography;
using System.Text;

namespace PaymentPortal.Sandbox.Protocol;

/// <summary>A page of the sandbox's own, for what Stripe or a bank asks at an address of theirs: no script, nothing loaded.</summary>
internal static class PlainPage
{
    private const string Style =
        "body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#1b1d25;background:#fff}main{max-width:26rem;margin:0 auto;padding:10vh 1.5rem 3rem}h1{font-size:1.375rem;line-height:1.3}small{color:#5a5f6e}"
        + "label{font-weight:600}input{font:inherit;color:inherit;background:transparent;box-sizing:border-box;width:100%;min-height:2.75rem;margin-top:.25rem;padding:.5rem .75rem;border:1px solid #7a8091;border-radius:8px}"
        + "button{font:inherit;font-weight:600;min-height:2.75rem;padding:.5rem 1.25rem;border:1px solid #4f46d8;border-radius:8px;color:#fff;background:#4f46d8;cursor:pointer}button+button{color:inherit;background:transparent;border-color:#7a8091}"
        + "a{color:#4038b8}:focus-visible{outline:2px solid #4f46d8;outline-offset:2px}[role=alert]{color:#a3161f}"
        + "@media(prefers-color-scheme:dark){body{color:#eceef4;background:#101115}small{color:#a9aebd}a{color:#b0abff}:focus-visible{outline-color:#b0abff}[role=alert]{color:#ff9a9a}}";

    private static readonly string Policy = $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'";

    public static Task WriteAsync(HttpContext http, int status, string title, string body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync(
            $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title><style>{Style}</style></head>"
            + $"<body><main><h1>{title}</h1>{body}</main></body></html>", http.RequestAborted);
    }
}
