using Microsoft.AspNetCore.Components.Server.Circuits;

namespace PaymentPortal.Accounts;

/// <summary>What is pressed on an open page does nothing once its session was ended elsewhere: an open page sends no cookie with its presses.</summary>
internal sealed class SessionGuard(UserRevalidation revalidation) : CircuitHandler
{
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        if (await revalidation.StandsAsync())
        {
            await next(context);
        }
    };
}
