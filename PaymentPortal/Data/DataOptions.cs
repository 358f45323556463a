namespace PaymentPortal.Data;

/// <summary>Where every file that the app writes is kept.</summary>
internal sealed class DataOptions
{
    public const string Section = "Data";

    /// <summary>A folder; relative paths start at the app's content root.</summary>
    public string Directory { get; set; } = "data";
}
