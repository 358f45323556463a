namespace PaymentPortal.Accounts.PersonalData;

/// <summary>One file of the export, as JSON and as CSV: what it is, its columns, and its rows as they come out of the tables.</summary>
internal sealed record ExportSection(string Name, IReadOnlyList<string> Columns, Func<IAsyncEnumerable<object?[]>> Rows);
