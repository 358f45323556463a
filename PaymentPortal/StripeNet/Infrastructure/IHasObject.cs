#nullable disable

namespace Stripe;

public interface IHasObject
{
    string Object { get; set; }
}
