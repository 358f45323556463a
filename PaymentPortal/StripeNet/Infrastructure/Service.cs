#nullable disable

using System.Runtime.CompilerServices;

namespace Stripe;

/// <summary>The calls of one kind of object.</summary>
public abstract class Service
{
    private protected Service(IStripeClient client) => Client = client ?? StripeConfiguration.StripeClient;

    public IStripeClient Client { get; }

    private protected Task<T> RequestAsync<T>(
        HttpMethod method, string path, BaseOptions options, RequestOptions requestOptions, CancellationToken cancellationToken)
        where T : StripeEntity => Client.RequestAsync<T>(method, path, options, requestOptions, cancellationToken);

    /// <summary>All objects of a list, page by page: forward from the start, backward where <c>EndingBefore</c> is set.</summary>
    private protected async IAsyncEnumerable<T> AutoPageAsync<T>(
        string path, ListOptions options, RequestOptions requestOptions, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : IHasId
    {
        var next = options is null ? new ListOptions() : (ListOptions)options.Copy();
        var backward = !string.IsNullOrEmpty(next.EndingBefore);
        while (true)
        {
            var page = await Client.RequestAsync<StripeList<T>>(HttpMethod.Get, path, next, requestOptions, cancellationToken);
            if (backward)
            {
                page.Reverse();
            }

            foreach (var item in page)
            {
                yield return item;
            }

            if (!page.HasMore || page.Data.Count == 0)
            {
                yield break;
            }

            if (backward)
            {
                next.EndingBefore = page.Data[^1].Id;
            }
            else
            {
                next.StartingAfter = page.Data[^1].Id;
            }
        }
    }

    private protected async IAsyncEnumerable<T> AutoSearchAsync<T>(
        string path, SearchOptions options, RequestOptions requestOptions, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = options is null ? new SearchOptions() : (SearchOptions)options.Copy();
        while (true)
        {
            var page = await Client.RequestAsync<StripeSearchResult<T>>(HttpMethod.Get, path, next, requestOptions, cancellationToken);
            foreach (var item in page)
            {
                yield return item;
            }

            if (!page.HasMore || page.NextPage is null)
            {
                yield break;
            }

            next.Page = page.NextPage;
        }
    }

    private protected static string Segment(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        return Uri.EscapeDataString(id);
    }
}
