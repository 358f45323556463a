#nullable disable

namespace Stripe;

public interface IHasMetadata
{
    Dictionary<string, string> Metadata { get; set; }
}
