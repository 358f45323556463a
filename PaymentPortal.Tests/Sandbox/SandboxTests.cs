namespace PaymentPortal.Tests.Sandbox;

/// <summary>Tests that each have a sandbox of their own.</summary>
public abstract class SandboxTests : IAsyncLifetime
{
    private protected SandboxHost sandbox = null!;

    public virtual async ValueTask InitializeAsync() => sandbox = await SandboxHost.StartAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return sandbox.DisposeAsync();
    }

    private protected async Task<string> IdAsync(string path, string form) => (await sandbox.PostAsync(path, form)).Ok().Id;

    /// <summary>A customer with a card to which invoices are charged.</summary>
    private protected async Task<string> PayerAsync(string more = "")
    {
        var customer = await IdAsync("/v1/customers", $"payment_method=pm_card_visa{more}");
        var method = (await sandbox.GetAsync($"/v1/payment_methods?customer={customer}")).Text("data.0.id");
        (await sandbox.PostAsync($"/v1/customers/{customer}", $"invoice_settings[default_payment_method]={method}")).Ok();
        return customer;
    }
}
