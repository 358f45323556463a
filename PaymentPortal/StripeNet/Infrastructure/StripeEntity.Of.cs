#nullable disable

namespace Stripe;

public abstract class StripeEntity<T> : StripeEntity
    where T : StripeEntity<T>
{
    public static new T FromJson(string value) => StripeJson.Read<T>(value);
}
