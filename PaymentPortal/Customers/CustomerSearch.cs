namespace PaymentPortal.Customers;

internal static class CustomerSearch
{
    /// <summary>
    /// The customers whose name or mail address contains the text, in any case, or whose id it is. The text is compared as it is, too: SQLite knows the cases of Latin letters without accents only.
    /// </summary>
    /// <param name="customers">Where to look.</param>
    /// <param name="text">Cleaned text.</param>
    public static IQueryable<Customer> Matching(this IQueryable<Customer> customers, string text)
    {
        var lower = text.ToLowerInvariant();
#pragma warning disable CA1304, CA1311 // The database does it, by its own rules
        return customers.Where(c => c.Id == text || c.Name!.Contains(text) || c.Name.ToLower().Contains(lower) || c.Email!.ToLower().Contains(lower));
#pragma warning restore CA1304, CA1311
    }
}
