#nullable disable

namespace Stripe;

public class ListOptions : BaseOptions
{
    public long? Limit { get; set; }
    public string StartingAfter { get; set; }
    public string EndingBefore { get; set; }
}
