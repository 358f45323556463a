using System.ComponentModel.DataAnnotations;
using PaymentPortal.Shared;

namespace PaymentPortal.Accounts.Pages;

/// <summary>A mail address as a person types it.</summary>
internal class EmailInput
{
    private string? _email;

    [Required(ErrorMessage = "Enter your mail address.")]
    [WholeMailAddress(ErrorMessage = "Enter a whole mail address, such as ada@example.com.")]
    [StringLength(254, ErrorMessage = "A mail address has at most 254 characters.")]
    public string? Email
    {
        get => _email;
        set => _email = TypedText.Line(value);
    }
}

/// <summary>An address that mail can be sent to; whether something was typed is asked elsewhere.</summary>
internal sealed class WholeMailAddressAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is not string { Length: > 0 } text || TypedText.IsMailAddress(text);
}

internal sealed class SignInInput : EmailInput
{
    [Required(ErrorMessage = "Enter your password.")]
    [StringLength(128, ErrorMessage = "A password has at most 128 characters.")]
    public string? Password { get; set; }

    public bool Stay { get; set; }
}

internal sealed class RegisterInput : EmailInput
{
    private string? _name;
    private string? _organisation;

    [Required(ErrorMessage = "Enter your name.")]
    [StringLength(200, ErrorMessage = "A name has at most 200 characters.")]
    public string? Name
    {
        get => _name;
        set => _name = TypedText.Line(value);
    }

    [Required(ErrorMessage = "Enter the name that stands on your invoices.")]
    [StringLength(200, ErrorMessage = "A name has at most 200 characters.")]
    public string? Organisation
    {
        get => _organisation;
        set => _organisation = TypedText.Line(value);
    }

    [Required(ErrorMessage = "Choose a password.")]
    [StringLength(128, ErrorMessage = "A password has at most 128 characters.")]
    public string? Password { get; set; }
}

internal sealed class NewPasswordInput
{
    [Required(ErrorMessage = "Choose a password.")]
    [StringLength(128, ErrorMessage = "A password has at most 128 characters.")]
    public string? Password { get; set; }
}

internal sealed class ChangePasswordInput
{
    [Required(ErrorMessage = "Enter your present password.")]
    [StringLength(128, ErrorMessage = "A password has at most 128 characters.")]
    public string? Present { get; set; }

    [Required(ErrorMessage = "Choose a new password.")]
    [StringLength(128, ErrorMessage = "A password has at most 128 characters.")]
    public string? Password { get; set; }
}

internal class ProfileInput
{
    private string? _name;

    [Required(ErrorMessage = "Enter your name.")]
    [StringLength(200, ErrorMessage = "A name has at most 200 characters.")]
    public string? Name
    {
        get => _name;
        set => _name = TypedText.Line(value);
    }
}

internal sealed class JoinInput : ProfileInput
{
    [Required(ErrorMessage = "Choose a password.")]
    [StringLength(128, ErrorMessage = "A password has at most 128 characters.")]
    public string? Password { get; set; }
}

internal sealed class ChangeAddressInput : EmailInput
{
    [Required(ErrorMessage = "Enter your password.")]
    [StringLength(128, ErrorMessage = "A password has at most 128 characters.")]
    public string? Password { get; set; }
}

/// <summary>A code of an authenticator app, or a recovery code.</summary>
internal sealed class CodeInput
{
    [Required(ErrorMessage = "Enter the code.")]
    [StringLength(30, ErrorMessage = "A code has at most 30 characters.")]
    public string? Code { get; set; }

    /// <summary>The digits alone: apps show them in two groups.</summary>
    public string Digits => new([.. (Code ?? "").Where(char.IsAsciiDigit)]);
}

internal sealed class ChangeAppInput
{
    [Required(ErrorMessage = "Enter your password.")]
    [StringLength(128, ErrorMessage = "A password has at most 128 characters.")]
    public string? Password { get; set; }

    /// <summary>Which of the form's buttons was pressed: <c>codes</c> or <c>off</c>.</summary>
    public string? Wish { get; set; }
}

internal sealed class EraseInput
{
    [Required(ErrorMessage = "Type your mail address to confirm.")]
    [StringLength(300, ErrorMessage = "Type your mail address exactly as it stands above.")]
    public string? Address { get; set; }

    [Required(ErrorMessage = "Enter your password.")]
    [StringLength(128, ErrorMessage = "A password has at most 128 characters.")]
    public string? Password { get; set; }
}
