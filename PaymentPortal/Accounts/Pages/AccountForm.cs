using Microsoft.AspNetCore.Components.Forms;

namespace PaymentPortal.Accounts.Pages;

/// <summary>A form's state with the errors that only the server can know.</summary>
internal sealed class AccountForm
{
    private readonly ValidationMessageStore _messages;

    public AccountForm(object input)
    {
        Context = new EditContext(input);
        _messages = new ValidationMessageStore(Context);
    }

    public EditContext Context { get; }

    /// <summary>Puts a sentence beside a field.</summary>
    public void Refuse(string field, string sentence)
    {
        _messages.Add(Context.Field(field), sentence);
        Context.NotifyValidationStateChanged();
    }
}
