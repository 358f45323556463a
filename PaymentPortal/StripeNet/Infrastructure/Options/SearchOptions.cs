#nullable disable

namespace Stripe;

public class SearchOptions : BaseOptions
{
    public long? Limit { get; set; }
    public string Page { get; set; }
    public string Query { get; set; }
}
