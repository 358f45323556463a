namespace PaymentPortal.Accounts.PersonalData;

/// <summary>How long what names a person is kept beyond its use.</summary>
internal sealed class PersonalDataOptions
{
    public const string Section = "PersonalData";

    /// <summary>For how many days the network addresses of visitors are kept.</summary>
    public int AddressDays { get; set; } = 90;
}
