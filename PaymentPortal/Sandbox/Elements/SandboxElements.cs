using System.Net.Mime;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace PaymentPortal.Sandbox.Elements;

/// <summary>
/// Serves the sandbox's stand-in for Stripe.js and its style sheet. The card form that it draws sends what is typed to <c>/v1</c> of the
/// same origin and nowhere else. To be mapped where the sandbox is on.
/// </summary>
public static class SandboxElements
{
    /// <summary>The address of the script that defines the global <c>Stripe</c>.</summary>
    public const string ScriptPath = "/sandbox/stripe.js";

    /// <summary>The address of the style sheet that the script adds to the page.</summary>
    public const string StylePath = "/sandbox/elements.css";

    private static readonly string[] ScriptParts = ["card.js", "card-form.js", "bank-form.js", "challenge.js", "stripe.js"];

    /// <summary>Maps the script and the style sheet, with an entity tag each, for anyone to load.</summary>
    public static IEndpointRouteBuilder MapSandboxElements(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        Map(endpoints, ScriptPath, MediaTypeNames.Text.JavaScript, Script());
        Map(endpoints, StylePath, MediaTypeNames.Text.Css, Part("elements.css"));
        return endpoints;
    }

    /// <summary>The parts share one function's scope, so that the page gets the global <c>Stripe</c> and no other name.</summary>
    private static string Script() => $"(() => {{\n'use strict';\n{string.Join('\n', ScriptParts.Select(Part))}}})();\n";

    private static string Part(string name)
    {
        var assembly = Assembly.GetExecutingAssembly();
        using var stream = assembly.GetManifestResourceStream($"Sandbox.Elements.{name}")
            ?? throw new InvalidOperationException($"The resource Sandbox.Elements.{name} is not part of this build.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static void Map(IEndpointRouteBuilder endpoints, string path, string contentType, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}\"");
        endpoints.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], (HttpResponse response) =>
        {
            response.Headers.CacheControl = "public, no-cache";
            response.Headers.XContentTypeOptions = "nosniff";
            return TypedResults.Bytes(bytes, $"{contentType}; charset=utf-8", entityTag: tag);
        }).AllowAnonymous();
    }
}
