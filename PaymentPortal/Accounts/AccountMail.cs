namespace PaymentPortal.Accounts;

/// <summary>What an account's mail needs: the link's secret code is made when the mail is written and stands in no table.</summary>
internal sealed record AccountMail(Guid UserId, string? ReturnPath = null);
