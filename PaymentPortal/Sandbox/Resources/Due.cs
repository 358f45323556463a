using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>What time brings about: the same for a test clock and for the real one.</summary>
internal static class Due
{
    private const long StandsBackSeconds = 3600;

    private static (string Id, long At)? Next(Work work, string clock, long upTo) =>
        work.Store.Rows("SELECT id,due FROM objects WHERE clock=$0 AND due<=$1 ORDER BY due,seq LIMIT 1", r => (r.GetString(0), r.GetInt64(1)), clock, upTo) is [var next, ..] ? next : null;

    /// <summary>Has what is due next, and failed, wait; true where there was something.</summary>
    public static bool StandBack(Work work, string clock, long now)
    {
        if (Next(work, clock, now) is not var (id, _))
            return false;
        var one = work.Find(id)!;
        one["_due"] = now + StandsBackSeconds;
        work.Touch(one);
        return true;
    }

    /// <summary>Coupons and codes whose last moment passed are over for whoever looks, before their turn comes.</summary>
    public static void Lapse(Work work)
    {
        var over = work.Store.Rows(
            "SELECT id,due FROM objects WHERE clock='' AND due<=$0 AND kind IN ('coupon','promotion_code') ORDER BY due,seq", r => (Id: r.GetString(0), At: r.GetInt64(1)), work.RealNow);
        foreach (var (id, at) in over)
        {
            work.Moment = at;
            var one = work.Find(id)!;
            if (one.Str("object") == "coupon")
                Coupons.FallDue(work, one);
            else
                PromotionCodes.FallDue(work, one);
        }
        work.Flush();
        work.Moment = null;
    }

    /// <summary>Lets things fall due, in their order, up to and with the given time; true if the steps did not suffice.</summary>
    public static bool Run(Work work, string clock, long upTo, int steps)
    {
        for (; steps > 0; steps--)
        {
            work.Flush();
            if (Next(work, clock, upTo) is not var (id, at))
            {
                work.Moment = null;
                return false;
            }
            work.Moment = at;
            var one = work.Find(id)!;
            switch (one.Str("object"))
            {
                case "subscription":
                    SubscriptionLife.FallDue(work, one);
                    break;
                case CheckoutSessions.Kind:
                    CheckoutSessions.FallDue(work, one);
                    break;
                case "subscription_schedule":
                    SchedulePhases.FallDue(work, one);
                    break;
                case "payment_intent":
                    PaymentIntents.FallDue(work, one);
                    break;
                case "charge":
                    Charges.FallDue(work, one);
                    break;
                case "refund":
                    Refunds.FallDue(work, one);
                    break;
                case "dispute":
                    Disputes.FallDue(work, one);
                    break;
                case "purse":
                    Purses.FallDue(work, one);
                    break;
                case "payout":
                    Payouts.FallDue(work, one);
                    break;
                case "coupon":
                    Coupons.FallDue(work, one);
                    break;
                case "promotion_code":
                    PromotionCodes.FallDue(work, one);
                    break;
                case "discount":
                    Discounts.FallDue(work, one);
                    break;
                case "tax_id":
                    TaxIds.FallDue(work, one);
                    break;
                default:
                    InvoiceDates.FallDue(work, one);
                    break;
            }
        }
        work.Flush();
        work.Moment = null;
        return true;
    }
}
