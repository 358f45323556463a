using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Protocol;

/// <summary>One request to one operation, its parameters already typed.</summary>
internal sealed record Call(Work Work, JsonObject Sent, string Id, string Path, bool Publishable)
{
    public bool Has(string name) => Sent[name] is not null;
}

internal delegate JsonObject Handler(Call call);

/// <summary>Which operation answers which path; literal segments win over parameters.</summary>
internal sealed class Router
{
    private readonly List<Route> routes = [];

    internal sealed record Route(string Method, string Path, string[] Segments, Handler Handler, bool Publishable)
    {
        public string Operation => $"{Method} {Path}";
    }

    public void Get(string path, Handler handler, bool publishable = false) => Add("GET", path, handler, publishable);

    public void Post(string path, Handler handler, bool publishable = false) => Add("POST", path, handler, publishable);

    public void Delete(string path, Handler handler) => Add("DELETE", path, handler, false);

    private void Add(string method, string path, Handler handler, bool publishable) => routes.Add(new(method, path, path.Split('/'), handler, publishable));

    /// <summary>One operation as a part of another, its parameters typed already.</summary>
    public JsonObject Run(Work work, string method, string path, JsonObject sent) =>
        Match(method, path) is var (route, id) ? route.Handler(new Call(work, sent, id, path, false)) : throw new InvalidOperationException($"There is no {method} {path}.");

    public (Route Route, string Id)? Match(string method, string path)
    {
        var segments = path.Split('/');
        Route? best = null;
        var id = "";
        foreach (var route in routes)
        {
            if (route.Method != method || route.Segments.Length != segments.Length)
                continue;
            var literal = true;
            var matches = true;
            var found = "";
            for (var i = 0; i < segments.Length && matches; i++)
            {
                if (route.Segments[i].StartsWith('{'))
                {
                    literal = false;
                    if (found.Length == 0)
                        found = Uri.UnescapeDataString(segments[i]);
                    matches = segments[i].Length > 0;
                }
                else
                {
                    matches = route.Segments[i] == segments[i];
                }
            }
            if (matches && (best is null || literal))
                (best, id) = (route, found);
        }
        return best is null ? null : (best, id);
    }
}
