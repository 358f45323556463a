using Microsoft.Extensions.Options;

namespace PaymentPortal.Data;

/// <summary>The folder that holds every file that the app writes.</summary>
internal sealed class DataDirectory
{
    public DataDirectory(IOptions<DataOptions> options, IHostEnvironment environment)
    {
        Root = Path.GetFullPath(options.Value.Directory, environment.ContentRootPath);
        Directory.CreateDirectory(Root);
    }

    public string Root { get; }

    /// <summary>A file's full path; its folder exists afterwards.</summary>
    public string File(params string[] parts)
    {
        var path = Path.Combine([Root, .. parts]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}
