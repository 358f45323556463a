namespace PaymentPortal.Shared;

/// <summary>A page of a list that is read by key.</summary>
/// <typeparam name="T">A row.</typeparam>
/// <param name="Rows">The rows in the list's order.</param>
/// <param name="Total">How many rows the whole list has.</param>
/// <param name="Next">The id of the last row, after which the next page begins; null where this page is the last.</param>
public sealed record Paged<T>(IReadOnlyList<T> Rows, int Total, string? Next)
{
    /// <summary>How many rows a page has.</summary>
    public const int Size = 50;

    /// <summary>The page of rows of which one more than a page was read, where there was one.</summary>
    public static Paged<T> Of(IReadOnlyList<T> read, int total, Func<T, string> id) => read.Count > Size
        ? new([.. read.Take(Size)], total, id(read[Size - 1]))
        : new(read, total, null);
}
