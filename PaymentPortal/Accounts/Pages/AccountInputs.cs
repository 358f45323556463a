using System.ComponentModel.DataAnnotations;

namespace PaymentPortal.Accounts.Pages;

/// <summary>A mail address as a person types it: with a blank around it, perhaps.</summary>
internal class EmailInput
{
    private string? _email;

    [Required(ErrorMessage = "Enter your mail address.")]
    [EmailAddress(ErrorMessage = "Enter a whole mail address, such as ada@example.com.")]
    [StringLength(254, ErrorMessage = "A mail address has at most 254 characters.")]
    public string? Email
    {
        get => _email;
        set => _email = value?.Trim();
    }
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
        set => _name = value?.Trim();
    }

    [Required(ErrorMessage = "Enter the name that stands on your invoices.")]
    [StringLength(200, ErrorMessage = "A name has at most 200 characters.")]
    public string? Organisation
    {
        get => _organisation;
        set => _organisation = value?.Trim();
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

internal sealed class ProfileInput
{
    private string? _name;

    [Required(ErrorMessage = "Enter your name.")]
    [StringLength(200, ErrorMessage = "A name has at most 200 characters.")]
    public string? Name
    {
        get => _name;
        set => _name = value?.Trim();
    }
}
