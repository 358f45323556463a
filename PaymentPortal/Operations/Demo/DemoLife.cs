namespace PaymentPortal.Operations.Demo;

/// <summary>A customer of the demo: who it is, when it came, and what it did since.</summary>
internal sealed record DemoLife(string Company, string Country, int DaysAgo, params DemoDeed[] Deeds)
{
    public string Email => $"accounts@{Company.ToLowerInvariant().Replace(" & ", "-", StringComparison.Ordinal).Replace(' ', '-')}.example";

    public static readonly IReadOnlyList<DemoLife> All =
    [
        new("Atlas Bakery", "US", 364, new DemoDeed(0, DemoDeedKind.Subscribe, "pilot_month_usd"), new DemoDeed(95, DemoDeedKind.Change, "pro_month_usd"), new DemoDeed(180, DemoDeedKind.BuyOnce, "credits_500_usd")),
        new("Brightside Dental", "GB", 361, new DemoDeed(0, DemoDeedKind.Subscribe, "pro_month_gbp")),
        new("Corvid Analytics", "DE", 356, new DemoDeed(0, DemoDeedKind.Try, "pro_month_eur"), new DemoDeed(130, DemoDeedKind.Change, "enterprise_month_eur")),
        new("Dunes Hotel Group", "ZA", 349, new DemoDeed(0, DemoDeedKind.Subscribe, "pilot_month_zar"), new DemoDeed(200, DemoDeedKind.CardFails), new DemoDeed(216, DemoDeedKind.NewCard)),
        new("Everline Logistics", "US", 345, new DemoDeed(0, DemoDeedKind.Subscribe, "enterprise_month_usd"), new DemoDeed(60, DemoDeedKind.BuyOnce, "service_setup_usd")),
        new("Fjord & Sons", "NO", 338, new DemoDeed(0, DemoDeedKind.SubscribeAtSecondTry, "pilot_month_eur"), new DemoDeed(120, DemoDeedKind.Leave)),
        new("Greenhouse Labs", "US", 330, new DemoDeed(0, DemoDeedKind.Subscribe, "pro_year_usd")),
        new("Harbour Pilots", "GB", 321, new DemoDeed(0, DemoDeedKind.Subscribe, "pilot_month_gbp"), new DemoDeed(75, DemoDeedKind.LeaveNow), new DemoDeed(160, DemoDeedKind.ComeBack, "pro_month_gbp")),
        new("Ivory Coast Coffee", "FR", 310, new DemoDeed(0, DemoDeedKind.Subscribe, "pro_month_eur"), new DemoDeed(150, DemoDeedKind.Pause), new DemoDeed(215, DemoDeedKind.Resume)),
        new("Juniper Legal", "US", 303, new DemoDeed(0, DemoDeedKind.SubscribeAtSecondTry, "pro_month_usd"), new DemoDeed(45, DemoDeedKind.Change, "enterprise_month_usd"), new DemoDeed(230, DemoDeedKind.Change, "pro_month_usd")),
        new("Kestrel Aviation", "CA", 296, new DemoDeed(0, DemoDeedKind.Subscribe, "enterprise_month_usd")),
        new("Lumen Studio", "NL", 288, new DemoDeed(0, DemoDeedKind.Try, "pilot_month_eur"), new DemoDeed(60, DemoDeedKind.Change, "pilot_year_eur")),
        new("Meridian Health", "US", 281, new DemoDeed(0, DemoDeedKind.Subscribe, "pro_month_usd"), new DemoDeed(98, DemoDeedKind.CardFails)),
        new("Nimbus Weather", "AU", 274, new DemoDeed(0, DemoDeedKind.Subscribe, "pilot_month_usd"), new DemoDeed(140, DemoDeedKind.Refund)),
        new("Orchid Press", "US", 268, new DemoDeed(0, DemoDeedKind.GiveUp, "pro_month_usd"), new DemoDeed(12, DemoDeedKind.ComeBack, "pilot_month_usd")),
        new("Pinecrest Schools", "US", 259, new DemoDeed(0, DemoDeedKind.Subscribe, "pro_year_usd"), new DemoDeed(30, DemoDeedKind.BuyOnce, "bundle_starter_usd")),
        new("Quarry Street Gym", "GB", 247, new DemoDeed(0, DemoDeedKind.Try, "pilot_month_gbp"), new DemoDeed(10, DemoDeedKind.Leave)),
        new("Riverbend Brewing", "DE", 240, new DemoDeed(0, DemoDeedKind.Subscribe, "pilot_month_eur"), new DemoDeed(100, DemoDeedKind.Change, "pro_month_eur")),
        new("Saltmarsh Fisheries", "NO", 228, new DemoDeed(0, DemoDeedKind.Subscribe, "pilot_month_eur"), new DemoDeed(66, DemoDeedKind.CardFails), new DemoDeed(80, DemoDeedKind.NewCard)),
        new("Table Bay Tours", "ZA", 219, new DemoDeed(0, DemoDeedKind.Subscribe, "pro_month_zar")),
        new("Umbra Optics", "US", 207, new DemoDeed(0, DemoDeedKind.Subscribe, "enterprise_month_usd"), new DemoDeed(40, DemoDeedKind.BuyOnce, "service_consultation_usd"), new DemoDeed(130, DemoDeedKind.Change, "enterprise_year_usd")),
        new("Velvet Theatre", "FR", 198, new DemoDeed(0, DemoDeedKind.Try, "pro_month_eur"), new DemoDeed(90, DemoDeedKind.Leave), new DemoDeed(150, DemoDeedKind.ComeBack, "pilot_month_eur")),
        new("Willow Veterinary", "GB", 187, new DemoDeed(0, DemoDeedKind.Subscribe, "pro_month_gbp"), new DemoDeed(20, DemoDeedKind.Refund), new DemoDeed(21, DemoDeedKind.LeaveNow)),
        new("Xenon Lighting", "DE", 176, new DemoDeed(0, DemoDeedKind.SubscribeAtSecondTry, "pro_month_eur")),
        new("Yarrow Gardens", "US", 161, new DemoDeed(0, DemoDeedKind.Subscribe, "pilot_month_usd"), new DemoDeed(62, DemoDeedKind.Change, "pro_month_usd")),
        new("Zephyr Couriers", "NL", 150, new DemoDeed(0, DemoDeedKind.Subscribe, "pro_month_eur"), new DemoDeed(64, DemoDeedKind.CardFails), new DemoDeed(66, DemoDeedKind.NewCard)),
        new("Acorn Childcare", "US", 138, new DemoDeed(0, DemoDeedKind.Try, "pilot_month_usd")),
        new("Basalt Climbing", "CA", 121, new DemoDeed(0, DemoDeedKind.Subscribe, "pilot_month_usd"), new DemoDeed(50, DemoDeedKind.Pause)),
        new("Cobalt Ceramics", "GB", 110, new DemoDeed(0, DemoDeedKind.Subscribe, "pilot_year_gbp")),
        new("Driftwood Cafe", "US", 96, new DemoDeed(0, DemoDeedKind.Subscribe, "pilot_month_usd"), new DemoDeed(33, DemoDeedKind.LeaveNow)),
        new("Ember Security", "US", 84, new DemoDeed(0, DemoDeedKind.Try, "enterprise_month_usd"), new DemoDeed(45, DemoDeedKind.BuyOnce, "credits_2000_usd")),
        new("Foxglove Pharma", "DE", 71, new DemoDeed(0, DemoDeedKind.Subscribe, "enterprise_month_eur")),
        new("Granite Surveyors", "ZA", 58, new DemoDeed(0, DemoDeedKind.SubscribeAtSecondTry, "pro_month_zar")),
        new("Hollow Tree Books", "US", 40, new DemoDeed(0, DemoDeedKind.Subscribe, "pilot_month_usd"), new DemoDeed(8, DemoDeedKind.CardFails)),
        new("Indigo Textiles", "GB", 26, new DemoDeed(0, DemoDeedKind.Subscribe, "pro_month_gbp"), new DemoDeed(20, DemoDeedKind.Leave)),
        new("Jade Acupuncture", "AU", 15, new DemoDeed(0, DemoDeedKind.Subscribe, "pilot_month_usd")),
        new("Kiln & Co", "US", 9, new DemoDeed(0, DemoDeedKind.Try, "pro_month_usd")),
        new("Larkspur Events", "US", 4, new DemoDeed(0, DemoDeedKind.Subscribe, "pro_month_usd")),
        new("Mosaic Realty", "US", 2, new DemoDeed(0, DemoDeedKind.GiveUp, "pro_month_usd")),
        new("Northstar Robotics", "US", 1, new DemoDeed(0, DemoDeedKind.Subscribe, "enterprise_month_usd")),
    ];
}
