using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Architecture;

internal static class RepositoryFiles
{
    private static readonly HashSet<string> Made = ["bin", "obj", ".git", "data", "node_modules", "TestResults", "artifacts", "_framework", ".vs", ".idea"];

    private static readonly HashSet<string> Binary = [".ttf", ".woff2", ".png", ".jpg", ".ico", ".pdf", ".db", ".db-shm", ".db-wal", ".gz", ".br"];

    /// <summary>The text files of the repository by their path in it; what a build or a run leaves there is not among them.</summary>
    public static IReadOnlyDictionary<string, string> Read() => In(new DirectoryInfo(Repository.Root))
        .Where(file => !Binary.Contains(file.Extension))
        .ToDictionary(file => Path.GetRelativePath(Repository.Root, file.FullName).Replace('\\', '/'), file => File.ReadAllText(file.FullName));

    private static IEnumerable<FileInfo> In(DirectoryInfo folder) =>
        folder.EnumerateFiles().Concat(folder.EnumerateDirectories().Where(inner => !Made.Contains(inner.Name)).SelectMany(In));
}
