namespace PaymentPortal.Accounts;

/// <summary>What an account's mail needs: the link's secret code is made when the mail is written and stands in no table.</summary>
/// <param name="UserId">Whose account it is.</param>
/// <param name="ReturnPath">Where the person was going.</param>
/// <param name="Address">Where the mail goes, if not to the account's address.</param>
internal sealed record AccountMail(Guid UserId, string? ReturnPath = null, string? Address = null);
