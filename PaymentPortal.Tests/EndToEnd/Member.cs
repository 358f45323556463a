using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Accounts;
using PaymentPortal.Shared;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.EndToEnd;

/// <summary>Somebody with a confirmed account, who belongs to an organisation.</summary>
internal sealed record Member(Guid Id, string Email, OrganisationId Organisation)
{
    public const string Password = "a short sentence";

    private static int lastNumber;

    /// <summary>The first member of an organisation of his own.</summary>
    public static async Task<Member> AddAsync(PortalApp app, string role = Roles.Customer)
    {
        var time = app.Services.GetRequiredService<TimeProvider>();
        var organisation = new Organisation { Id = TypedId.New<OrganisationId>(time), Name = "Analytical Engines", CreatedAt = time.GetUtcNow() };
        await using var context = await NewContextAsync(app);
        context.Organisations.Add(organisation);
        await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        return await AddAsync(app, organisation.Id, MembershipRole.Owner, role);
    }

    /// <summary>Another member of the same organisation.</summary>
    public Task<Member> ColleagueAsync(PortalApp app, MembershipRole role = MembershipRole.Member) => AddAsync(app, Organisation, role, Roles.Customer);

    /// <summary>How many charges of this organisation's customers went through at the sandbox.</summary>
    public async Task<int> ChargesAsync(PortalApp app)
    {
        var customers = (await app.Sandbox.ListAsync("customers")).Where(customer => (string?)customer["metadata"]?["organisation"] == Organisation.ToString()).ToList();
        var charges = 0;
        foreach (var customer in customers)
            charges += await app.Sandbox.SucceededChargesAsync((string)customer["id"]!);
        return charges;
    }

    /// <summary>Waits until the portal knows of the organisation's card that ends so: Stripe tells of it by an event of its own, beside that of the payment.</summary>
    public Task HasSavedAsync(PortalApp app, string last4) => Eventually.TrueAsync(
        async () =>
        {
            await using var context = await NewContextAsync(app);
            return await context.Customers.AnyAsync(c => c.OrganisationId == Organisation && context.PaymentMethods.Any(m => m.CustomerId == c.Id && m.Last4 == last4), TestContext.Current.CancellationToken);
        },
        () => $"No card ending in {last4} is known.");

    private static Task<PortalDbContext> NewContextAsync(PortalApp app) =>
        app.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);

    private static async Task<Member> AddAsync(PortalApp app, OrganisationId organisation, MembershipRole membership, string role)
    {
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var email = $"member{Interlocked.Increment(ref lastNumber)}@example.com";
        var user = new User { Id = Guid.CreateVersion7(now), UserName = email, Email = email, EmailConfirmed = true, DisplayName = "Ada Lovelace", CreatedAt = now };
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        Assert.True((await users.CreateAsync(user, Password)).Succeeded);
        await users.AddToRoleAsync(user, role);
        await using var context = await NewContextAsync(app);
        context.Memberships.Add(new Membership { OrganisationId = organisation, UserId = user.Id, Role = membership, CreatedAt = now });
        await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        return new Member(user.Id, email, organisation);
    }
}
