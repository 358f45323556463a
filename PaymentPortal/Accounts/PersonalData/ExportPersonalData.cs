using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace PaymentPortal.Accounts.PersonalData;

/// <summary>Writes everything about a person as a ZIP of JSON and CSV files, row by row: nothing is held in memory.</summary>
internal sealed class ExportPersonalData(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    private const string ReadMe =
        """
        This is what the portal holds about you and what you did in it, made at {0}.
        Each table is there twice, as JSON and as CSV (UTF-8, comma, first line names the columns). Times are UTC, amounts are in the currency's minor units.
        Of an organisation's invoices and payments you find those that your role lets you see. Card numbers are not among them: they never reach the portal.

        """;

    public async Task RunAsync(Guid userId, Stream to, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var user = await context.Users.AsNoTracking().SingleAsync(u => u.Id == userId, cancellationToken);
        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellationToken);
        await using (var writer = new StreamWriter(await zip.CreateEntry("README.txt").OpenAsync(cancellationToken), new UTF8Encoding(false)))
        {
            await writer.WriteAsync(ReadMe.Replace("{0}", ExportSections.Text(time.GetUtcNow()), StringComparison.Ordinal));
        }

        foreach (var section in await ExportSections.OfAsync(context, user, cancellationToken))
        {
            await WriteJsonAsync(zip, section, cancellationToken);
            await WriteCsvAsync(zip, section, cancellationToken);
        }
    }

    /// <summary>A cell of a CSV file: quoted where it must be. Words that a spreadsheet would compute are marked as text; a negative number stays one.</summary>
    internal static string Cell(object? value)
    {
        var text = ExportSections.Text(value);
        var safe = value is string && (text.TrimStart() is [var first, ..] && "=+-@\uFF1D\uFF0B\uFF0D\uFF20".Contains(first, StringComparison.Ordinal) || text is ['\t' or '\r', ..]) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny("\",\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    private static async Task WriteCsvAsync(ZipArchive zip, ExportSection section, CancellationToken cancellationToken)
    {
        await using var file = await zip.CreateEntry(section.Name + ".csv").OpenAsync(cancellationToken);
        await using var writer = new StreamWriter(file, new UTF8Encoding(false)) { NewLine = "\r\n" };
        await writer.WriteLineAsync(string.Join(',', section.Columns));
        await foreach (var row in section.Rows().WithCancellation(cancellationToken))
        {
            await writer.WriteLineAsync(string.Join(',', row.Select(Cell)));
        }
    }

    private static async Task WriteJsonAsync(ZipArchive zip, ExportSection section, CancellationToken cancellationToken)
    {
        await using var file = await zip.CreateEntry(section.Name + ".json").OpenAsync(cancellationToken);
        await using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        json.WriteStartArray();
        await foreach (var row in section.Rows().WithCancellation(cancellationToken))
        {
            json.WriteStartObject();
            foreach (var (column, value) in section.Columns.Zip(row))
            {
                json.WritePropertyName(column);
                WriteValue(json, value);
            }

            json.WriteEndObject();
            await json.FlushAsync(cancellationToken);
        }

        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case bool yes: json.WriteBooleanValue(yes); break;
            case int number: json.WriteNumberValue(number); break;
            case uint number: json.WriteNumberValue(number); break;
            case long number: json.WriteNumberValue(number); break;
            default: json.WriteStringValue(ExportSections.Text(value)); break;
        }
    }
}
