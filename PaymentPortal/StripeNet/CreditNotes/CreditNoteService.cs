#nullable disable

namespace Stripe;

public sealed class CreditNoteService(IStripeClient client) : Service(client)
{
    public Task<CreditNote> CreateAsync(
        CreditNoteCreateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<CreditNote>(HttpMethod.Post, "/v1/credit_notes", options, requestOptions, cancellationToken);

    public Task<CreditNote> GetAsync(
        string id, CreditNoteGetOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<CreditNote>(HttpMethod.Get, $"/v1/credit_notes/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<StripeList<CreditNote>> ListAsync(
        CreditNoteListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<CreditNote>>(HttpMethod.Get, "/v1/credit_notes", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<CreditNote> ListAutoPagingAsync(
        CreditNoteListOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<CreditNote>("/v1/credit_notes", options, requestOptions, cancellationToken);

    public Task<StripeList<CreditNoteLineItem>> ListLineItemsAsync(
        string id, CreditNoteListLineItemsOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<CreditNoteLineItem>>(HttpMethod.Get, $"/v1/credit_notes/{Segment(id)}/lines", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<CreditNoteLineItem> ListLineItemsAutoPagingAsync(
        string id, CreditNoteListLineItemsOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<CreditNoteLineItem>($"/v1/credit_notes/{Segment(id)}/lines", options, requestOptions, cancellationToken);

    public Task<CreditNote> PreviewAsync(
        CreditNotePreviewOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<CreditNote>(HttpMethod.Get, "/v1/credit_notes/preview", options, requestOptions, cancellationToken);

    public Task<CreditNote> UpdateAsync(
        string id, CreditNoteUpdateOptions options, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<CreditNote>(HttpMethod.Post, $"/v1/credit_notes/{Segment(id)}", options, requestOptions, cancellationToken);

    public Task<CreditNote> VoidCreditNoteAsync(
        string id, CreditNoteVoidOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<CreditNote>(HttpMethod.Post, $"/v1/credit_notes/{Segment(id)}/void", options, requestOptions, cancellationToken);

    public Task<StripeList<CreditNoteLineItem>> ListPreviewLineItemsAsync(
        CreditNoteListPreviewLineItemsOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        RequestAsync<StripeList<CreditNoteLineItem>>(HttpMethod.Get, "/v1/credit_notes/preview/lines", options, requestOptions, cancellationToken);

    public IAsyncEnumerable<CreditNoteLineItem> ListPreviewLineItemsAutoPagingAsync(
        CreditNoteListPreviewLineItemsOptions options = null, RequestOptions requestOptions = null, CancellationToken cancellationToken = default) =>
        AutoPageAsync<CreditNoteLineItem>("/v1/credit_notes/preview/lines", options, requestOptions, cancellationToken);
}
