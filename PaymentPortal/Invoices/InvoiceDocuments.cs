using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PaymentPortal.Data;
using PaymentPortal.Documents;
using PaymentPortal.Gateway;
using PaymentPortal.Shared;

namespace PaymentPortal.Invoices;

/// <summary>
/// The documents of invoices. One is made for each state that an invoice reaches, and stays: seller, buyer, lines and branding are taken over from the first,
/// only what was paid, and what credit notes took off until then, is new. Files are named by their hash; one that no longer fits its hash is not handed out.
/// </summary>
internal sealed class InvoiceDocuments(
    IDbContextFactory<PortalDbContext> contexts,
    StripeGateway gateway,
    InvoiceContent content,
    DataDirectory directory,
    TimeProvider time,
    ILogger<InvoiceDocuments> logger)
{
    private readonly SemaphoreSlim _maker = new(1, 1);

    /// <summary>The document of the invoice's present state, made where it is missing. One is made at a time: a download that comes while it is made waits for it.</summary>
    public async Task<Outcome<InvoiceDocumentFile>> EnsureAsync(string invoiceId, CancellationToken cancellationToken)
    {
        if (await FindAsync(invoiceId, cancellationToken) is { } made)
        {
            return made;
        }

        await _maker.WaitAsync(cancellationToken);
        try
        {
            return await MakeAsync(invoiceId, cancellationToken);
        }
        finally
        {
            _maker.Release();
        }
    }

    private async Task<InvoiceDocumentFile?> FindAsync(string invoiceId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.InvoiceDocuments.AsNoTracking().FirstOrDefaultAsync(d => d.InvoiceId == invoiceId && context.Invoices.Any(i => i.Id == invoiceId && i.Status == d.Status), cancellationToken);
    }

    private async Task<Outcome<InvoiceDocumentFile>> MakeAsync(string invoiceId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var status = await context.Invoices.Where(i => i.Id == invoiceId).Select(i => i.Status).FirstOrDefaultAsync(cancellationToken);
        if (status is null or "draft")
        {
            return new Refusal("not_final", "This invoice is not final yet. Its document appears as soon as it is.");
        }

        var frozen = await context.InvoiceDocuments.AsNoTracking().Where(d => d.InvoiceId == invoiceId).OrderBy(d => d.CreatedAt).ToListAsync(cancellationToken);
        if (frozen.Find(d => d.Status == status) is { } known)
        {
            return known;
        }

        var fetched = await gateway.GetInvoiceAsync(invoiceId, cancellationToken);
        if (!fetched.IsDone)
        {
            return fetched.Refusal;
        }

        // Stripe may be further than our tables: the document is of the state that it tells.
        status = fetched.Value.Snapshot.Status;
        if (frozen.Find(d => d.Status == status) is { } already)
        {
            return already;
        }

        var composed = await content.ComposeAsync(fetched.Value.Snapshot, frozen.FirstOrDefault() is { } first ? InvoiceDocument.FromJson(first.Content) : null, cancellationToken);
        if (!composed.IsDone)
        {
            return composed.Refusal;
        }

        return await StoreAsync(invoiceId, status, composed.Value, cancellationToken);
    }

    /// <summary>Freezes a document of an object in one state; where another node was quicker, theirs counts.</summary>
    public async Task<InvoiceDocumentFile> StoreAsync(string id, string status, InvoiceDocument document, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        // The first document warns of letters that the font lacks: those that follow have the same.
        var isFirst = !await context.InvoiceDocuments.AnyAsync(d => d.InvoiceId == id, cancellationToken);
        var pdf = InvoicePdf.Render(document, isFirst ? logger : NullLogger.Instance);
        var file = new InvoiceDocumentFile
        {
            InvoiceId = id,
            Status = status,
            Content = document.ToJson(),
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(pdf)),
            Path = Path.Combine("documents", "invoices", Convert.ToHexStringLower(SHA256.HashData(pdf)) + ".pdf"),
            CreatedAt = time.GetUtcNow(),
        };
        await WriteAsync(file, pdf, cancellationToken);
        context.InvoiceDocuments.Add(file);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return file;
        }
        catch (DbUpdateException)
        {
            context.ChangeTracker.Clear();
            return await context.InvoiceDocuments.AsNoTracking().SingleAsync(d => d.InvoiceId == id && d.Status == status, cancellationToken);
        }
    }

    /// <summary>The receipt of a paid invoice: a function of its frozen document.</summary>
    public static byte[] Receipt(InvoiceDocumentFile paid) => InvoicePdf.Render(InvoiceDocument.FromJson(paid.Content) with { Kind = DocumentKind.Receipt }, NullLogger.Instance);

    /// <summary>The PDF's bytes. A file that is gone is made again from what was frozen; its hash must be the same.</summary>
    /// <exception cref="InvalidDataException">The file is not what was frozen.</exception>
    public async Task<byte[]> ReadAsync(InvoiceDocumentFile file, CancellationToken cancellationToken)
    {
        var path = directory.File(file.Path);
        var isThere = File.Exists(path);
        var pdf = isThere ? await File.ReadAllBytesAsync(path, cancellationToken) : InvoicePdf.Render(InvoiceDocument.FromJson(file.Content), NullLogger.Instance);
        if (Convert.ToHexStringLower(SHA256.HashData(pdf)) != file.Sha256)
        {
            throw new InvalidDataException($"The document of invoice {file.InvoiceId} is not the one that was frozen.");
        }

        if (!isThere)
        {
            await WriteAsync(file, pdf, cancellationToken);
        }

        return pdf;
    }

    private async Task WriteAsync(InvoiceDocumentFile file, byte[] pdf, CancellationToken cancellationToken)
    {
        var path = directory.File(file.Path);
        var temporary = path + "." + Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        await using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
        {
            await stream.WriteAsync(pdf, cancellationToken);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
