namespace PaymentPortal.Tests.Support;

/// <summary>Where the repository lies that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PaymentPortal.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException("The tests read the sources of the product: run them inside its repository.");
    }
}
