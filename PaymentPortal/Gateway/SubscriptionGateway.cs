using System.Net;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Shared;
using Stripe;

namespace PaymentPortal.Gateway;

/// <summary>What is asked of Stripe for a running subscription. Every write carries an idempotency key of the caller's.</summary>
internal sealed class SubscriptionGateway(StripeConnection connection, StripeGateway gateway)
{
    /// <summary>Nothing is saved by which the customer could be charged.</summary>
    public const string NoPaymentMethod = "no_payment_method";

    /// <summary>The subscription is no longer in the period, or the state, that was asked about.</summary>
    public const string Outdated = "outdated";

    /// <summary>How the ids of coupons begin that were given for staying.</summary>
    public const string Staying = "stay-";

    private static readonly Refusal IsOutdated = new(Outdated, "Your subscription changed in the meantime. Look at it again, then decide.");

    /// <summary>The subscription as it stands now.</summary>
    public Task<Outcome<StripeAnswer<SubscriptionSnapshot>>> GetAsync(string id, CancellationToken cancellationToken) =>
        gateway.AskAsync<Subscription, SubscriptionSnapshot>(() => new SubscriptionService(connection.Client).GetAsync(id, null, null, cancellationToken), SubscriptionReader.Of);

    /// <summary>By what renewals are paid, the subscription's own or else the customer's, and what is taken off them.</summary>
    public Task<Outcome<Renewal>> GetRenewalAsync(string id, CancellationToken cancellationToken) => StripeGateway.GuardAsync(async () =>
    {
        var subscription = await new SubscriptionService(connection.Client).GetAsync(
            id, new SubscriptionGetOptions { Expand = ["default_payment_method", "customer.invoice_settings.default_payment_method", "discounts.source.coupon", "latest_invoice"] }, null, cancellationToken);
        var method = subscription.DefaultPaymentMethod ?? subscription.Customer?.InvoiceSettings?.DefaultPaymentMethod;
        return new Renewal(method is null ? null : new RenewalMethod(
            method.Type, method.Card?.Brand, method.Card?.Last4 ?? method.SepaDebit?.Last4 ?? method.UsBankAccount?.Last4, (int?)method.Card?.ExpMonth, (int?)method.Card?.ExpYear))
        {
            Discounts = SubscriptionReader.Discounts(subscription.Discounts),
            WithoutMethod = subscription.Status == "trialing" ? subscription.TrialSettings?.EndBehavior?.MissingPaymentMethod : null,
            NextAttemptAt = subscription.LatestInvoice is { Status: "open" } open ? SnapshotReader.Utc(open.NextPaymentAttempt) : null,
        };
    });

    /// <summary>
    /// Changes the item now and charges the difference at once. What is not paid at once waits for its payment and changes nothing till then; a trial goes on and costs nothing.
    /// </summary>
    public Task<Outcome<StripeAnswer<SubscriptionSnapshot>>> ChangeAsync(ItemChange change, bool charges, string idempotencyKey, CancellationToken cancellationToken)
    {
        var options = new SubscriptionUpdateOptions
        {
            Items =
            [
                new SubscriptionItemOptions { Id = change.ItemId, Price = change.PriceId, Quantity = change.Quantity },
                .. change.Ended.Select(id => new SubscriptionItemOptions { Id = id, Deleted = true }),
                .. change.Begun.Select(id => new SubscriptionItemOptions { Price = id }),
            ],
            PaymentBehavior = charges ? "pending_if_incomplete" : null,
            ProrationBehavior = charges ? "always_invoice" : "none",
        };
        if (charges && change.ProrationDate is { } date)
        {
            options.ProrationDate = date.UtcDateTime;
        }

        if (change.Discounts is { } staying)
        {
            options.Discounts = [.. staying.Select(id => new SubscriptionDiscountOptions { Discount = id })];
        }

        return UpdateAsync(change.SubscriptionId, options, idempotencyKey, cancellationToken);
    }

    /// <summary>Says whether the card's bank asks its holder (3D Secure) for whatever the subscription charges from now on.</summary>
    public Task<Outcome<StripeAnswer<SubscriptionSnapshot>>> AskTheBankAsync(string id, bool always, CancellationToken cancellationToken)
    {
        var card = new SubscriptionPaymentSettingsPaymentMethodOptionsCardOptions { RequestThreeDSecure = always ? "any" : "automatic" };
        var settings = new SubscriptionPaymentSettingsOptions { PaymentMethodOptions = new SubscriptionPaymentSettingsPaymentMethodOptionsOptions { Card = card } };
        return AskAsync(() => new SubscriptionService(connection.Client).UpdateAsync(id, new SubscriptionUpdateOptions { PaymentSettings = settings }, null, cancellationToken));
    }

    /// <summary>Changes the item when the current period is over: a schedule of two phases, which lets go after the second.</summary>
    public async Task<Outcome<StripeAnswer<ScheduleSnapshot>>> ScheduleAsync(ItemChange change, string idempotencyKey, CancellationToken cancellationToken)
    {
        var service = new SubscriptionScheduleService(connection.Client);
        try
        {
            return await gateway.AskAsync<SubscriptionSchedule, ScheduleSnapshot>(
                async () =>
                {
                    var made = await service.CreateAsync(
                        new SubscriptionScheduleCreateOptions { FromSubscription = change.SubscriptionId }, new RequestOptions { IdempotencyKey = idempotencyKey }, cancellationToken);
                    var now = Same(made.Phases[0]);
                    var then = Phase(
                        made.Phases[0],
                        [new SubscriptionSchedulePhaseItemOptions { Price = change.PriceId, Quantity = change.Quantity }, .. change.Metered.Select(id => new SubscriptionSchedulePhaseItemOptions { Price = id })]);

                    if (change.Discounts is { } staying)
                    {
                        then.Discounts = [.. staying.Select(id => new SubscriptionSchedulePhaseDiscountOptions { Discount = id })];
                    }

                    // Where a price for use ends, what was used is billed as a proration; of the plan nothing is left by then to give back.
                    then.ProrationBehavior = change.Ended.Count > 0 ? "create_prorations" : "none";
                    return await service.UpdateAsync(
                        made.Id,
                        new SubscriptionScheduleUpdateOptions { EndBehavior = "release", Phases = [now, then] },
                        new RequestOptions { IdempotencyKey = idempotencyKey + "-phases" },
                        cancellationToken);
                },
                SubscriptionReader.Of);
        }
        catch (StripeException refused) when (Translate(refused) is { } refusal)
        {
            return refusal;
        }
    }

    /// <summary>Has what a schedule brings later paid by another method: its phases name one of their own.</summary>
    public Task<Outcome<StripeAnswer<ScheduleSnapshot>>> PayLaterByAsync(string scheduleId, string methodId, CancellationToken cancellationToken)
    {
        var service = new SubscriptionScheduleService(connection.Client);
        return gateway.AskAsync<SubscriptionSchedule, ScheduleSnapshot>(
            async () =>
            {
                var schedule = await service.GetAsync(scheduleId, null, null, cancellationToken);
                if (schedule is not { Status: "active", CurrentPhase: { } current })
                {
                    return schedule;
                }

                var phases = schedule.Phases.Where(phase => phase.EndDate > current.StartDate).Select(Same).ToList();
                phases.ForEach(phase => phase.DefaultPaymentMethod = methodId);
                return await service.UpdateAsync(scheduleId, new SubscriptionScheduleUpdateOptions { Phases = phases, ProrationBehavior = "none" }, null, cancellationToken);
            },
            SubscriptionReader.Of);
    }

    /// <summary>Lets the subscription go on as it is: what the schedule would have changed does not come.</summary>
    public async Task<Outcome<StripeAnswer<ScheduleSnapshot>>> ReleaseAsync(string scheduleId, string idempotencyKey, CancellationToken cancellationToken)
    {
        var service = new SubscriptionScheduleService(connection.Client);
        try
        {
            return await gateway.AskAsync<SubscriptionSchedule, ScheduleSnapshot>(
                () => service.ReleaseAsync(scheduleId, new SubscriptionScheduleReleaseOptions { PreserveCancelDate = true }, new RequestOptions { IdempotencyKey = idempotencyKey }, cancellationToken),
                SubscriptionReader.Of);
        }
        catch (StripeException over) when (over.HttpStatusCode == HttpStatusCode.BadRequest)
        {
            // It was released, or came to its end, meanwhile: what it is now tells.
            return await gateway.AskAsync<SubscriptionSchedule, ScheduleSnapshot>(() => service.GetAsync(scheduleId, null, null, cancellationToken), SubscriptionReader.Of);
        }
    }

    /// <summary>Ends the subscription with its period, for the customer's reason.</summary>
    public Task<Outcome<StripeAnswer<SubscriptionSnapshot>>> EndLaterAsync(string id, CancelReason reason, string idempotencyKey, CancellationToken cancellationToken) =>
        UpdateAsync(id, new SubscriptionUpdateOptions { CancelAtPeriodEnd = true, CancellationDetails = Details(reason) }, idempotencyKey, cancellationToken);

    /// <summary>Ends the subscription now, for the customer's reason; unused time becomes credit where <paramref name="givesBack"/> says so.</summary>
    public Task<Outcome<StripeAnswer<SubscriptionSnapshot>>> EndNowAsync(string id, CancelReason reason, bool givesBack, string idempotencyKey, CancellationToken cancellationToken) =>
        AskAsync(() => new SubscriptionService(connection.Client).CancelAsync(
            id, new SubscriptionCancelOptions { CancellationDetails = Details(reason), InvoiceNow = true, Prorate = givesBack }, new RequestOptions { IdempotencyKey = idempotencyKey }, cancellationToken));

    /// <summary>A customer's subscriptions that never begin, since their first invoice is void: left alone they lapse within a day.</summary>
    public Task<Outcome<IReadOnlyList<string>>> ListLapsingAsync(string customerId, CancellationToken cancellationToken) => StripeGateway.GuardAsync<IReadOnlyList<string>>(async () =>
    {
        var options = new SubscriptionListOptions { Customer = customerId, Status = "incomplete", Limit = 100, Expand = ["data.latest_invoice"] };
        return [.. (await new SubscriptionService(connection.Client).ListAsync(options, null, cancellationToken)).Data.Where(s => s.LatestInvoice is { Status: "void" }).Select(s => s.Id)];
    });

    /// <summary>Takes back the end that was set, however it was set.</summary>
    public Task<Outcome<StripeAnswer<SubscriptionSnapshot>>> KeepAsync(string id, bool endsWithPeriod, string idempotencyKey, CancellationToken cancellationToken) =>
        UpdateAsync(id, endsWithPeriod ? new SubscriptionUpdateOptions { CancelAtPeriodEnd = false } : new SubscriptionUpdateOptions { CancelAt = null }, idempotencyKey, cancellationToken);

    /// <summary>Collects nothing until then; invoices that fall into the pause are void.</summary>
    public Task<Outcome<StripeAnswer<SubscriptionSnapshot>>> PauseAsync(string id, DateTimeOffset until, string idempotencyKey, CancellationToken cancellationToken) =>
        UpdateAsync(id, new SubscriptionUpdateOptions { PauseCollection = new SubscriptionPauseCollectionOptions { Behavior = "void", ResumesAt = until.UtcDateTime } }, idempotencyKey, cancellationToken);

    /// <summary>Collects again.</summary>
    public Task<Outcome<StripeAnswer<SubscriptionSnapshot>>> ResumeAsync(string id, string idempotencyKey, CancellationToken cancellationToken) =>
        UpdateAsync(id, new SubscriptionUpdateOptions { PauseCollection = null }, idempotencyKey, cancellationToken);

    /// <summary>True where the subscription runs in a period whose invoice a pause has made void.</summary>
    public Task<Outcome<bool>> SkippedPeriodAsync(string id, CancellationToken cancellationToken) => StripeGateway.GuardAsync(async () =>
        await new SubscriptionService(connection.Client).GetAsync(id, new SubscriptionGetOptions { Expand = ["latest_invoice"] }, null, cancellationToken)
            is { Status: "active", PauseCollection: null, CancelAt: null, LatestInvoice: { Status: "void", BillingReason: "subscription_cycle" } });

    /// <summary>Begins a new period now, and charges it.</summary>
    public Task<Outcome<StripeAnswer<SubscriptionSnapshot>>> BeginPeriodAsync(string id, string idempotencyKey, CancellationToken cancellationToken)
    {
        var options = new SubscriptionUpdateOptions { ProrationBehavior = "none" };
        // Versions of Stripe.net name the property's type differently
        options.AddExtraParam("billing_cycle_anchor", "now");
        return UpdateAsync(id, options, idempotencyKey, cancellationToken);
    }

    /// <summary>Takes a percentage off the next payments, beside the discounts that are there. The coupon is made where the account has none of that kind yet.</summary>
    public Task<Outcome<StripeAnswer<SubscriptionSnapshot>>> DiscountAsync(string id, decimal percent, int months, string idempotencyKey, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        var coupon = FormattableString.Invariant($"{Staying}{percent:0.##}-{months}").Replace('.', '_');
        try
        {
            await new CouponService(connection.Client).CreateAsync(
                new CouponCreateOptions { Id = coupon, Name = $"{percent:0.##}% off", PercentOff = percent, Duration = "repeating", DurationInMonths = months }, null, cancellationToken);
        }
        catch (StripeException known) when (known.StripeError?.Code == "resource_already_exists")
        {
            // Others have stayed for it before.
        }

        var service = new SubscriptionService(connection.Client);
        var subscription = await service.GetAsync(id, null, null, cancellationToken);
        return await service.UpdateAsync(
            id,
            new SubscriptionUpdateOptions
            {
                Discounts = [.. (subscription.DiscountIds ?? []).Select(discount => new SubscriptionDiscountOptions { Discount = discount }), new SubscriptionDiscountOptions { Coupon = coupon }],
            },
            new RequestOptions { IdempotencyKey = idempotencyKey },
            cancellationToken);
    });

    /// <summary>The sentence for what Stripe refuses of a change; null where it is a fault of ours.</summary>
    internal static Refusal? Translate(StripeException refused) => refused switch
    {
        { HttpStatusCode: HttpStatusCode.BadRequest, StripeError: { Code: "resource_missing", Param: null } } =>
            new Refusal(NoPaymentMethod, "No card is saved by which the difference could be paid. Add a payment method first."),
        { HttpStatusCode: HttpStatusCode.BadRequest, StripeError.Param: "proration_date" or "subscription_details[proration_date]" or "from_subscription" or null } => IsOutdated,
        { HttpStatusCode: HttpStatusCode.NotFound, StripeError.Code: "resource_missing" } => IsOutdated,

        // What a change adds, another press has added meanwhile.
        { HttpStatusCode: HttpStatusCode.BadRequest, StripeError.Param: "items" or "subscription_details[items]" } => IsOutdated,
        _ => null,
    };

    /// <summary>What is not said now is unset: an earlier cancellation that was taken back may have said it.</summary>
    private static SubscriptionCancellationDetailsOptions Details(CancelReason reason) => new() { Feedback = reason.Feedback, Comment = reason.Comment };

    private static SubscriptionSchedulePhaseOptions Same(SubscriptionSchedulePhase known)
    {
        var phase = Phase(known, [.. known.Items.Select(item => new SubscriptionSchedulePhaseItemOptions { Price = item.PriceId, Quantity = item.Quantity > 0 ? item.Quantity : null })]);
        (phase.StartDate, phase.EndDate, phase.ProrationBehavior) = (known.StartDate, known.EndDate, known.ProrationBehavior);
        if (known.TrialEnd is { } trialEnd)
        {
            phase.TrialEnd = trialEnd;
        }

        return phase;
    }

    /// <summary>The second phase has everything of the first but its items: what is not named would not go on.</summary>
    private static SubscriptionSchedulePhaseOptions Phase(SubscriptionSchedulePhase now, List<SubscriptionSchedulePhaseItemOptions> items)
    {
        var phase = new SubscriptionSchedulePhaseOptions { Items = items };
        if (now.DefaultPaymentMethodId is { } method)
        {
            phase.DefaultPaymentMethod = method;
        }

        if (now.AutomaticTax is { } tax)
        {
            phase.AutomaticTax = new SubscriptionSchedulePhaseAutomaticTaxOptions { Enabled = tax.Enabled };
        }

        if (now.DefaultTaxRates is { Count: > 0 } rates)
        {
            phase.DefaultTaxRates = [.. rates.Select(rate => rate.Id)];
        }

        if (now.Discounts is { Count: > 0 } discounts)
        {
            phase.Discounts = [.. discounts.Select(d => d.DiscountId is { } id
                ? new SubscriptionSchedulePhaseDiscountOptions { Discount = id }
                : d.PromotionCodeId is { } code ? new SubscriptionSchedulePhaseDiscountOptions { PromotionCode = code } : new SubscriptionSchedulePhaseDiscountOptions { Coupon = d.CouponId })];
        }

        if (now.Metadata is { Count: > 0 } metadata)
        {
            phase.Metadata = new Dictionary<string, string>(metadata);
        }

        return phase;
    }

    private Task<Outcome<StripeAnswer<SubscriptionSnapshot>>> UpdateAsync(string id, SubscriptionUpdateOptions options, string idempotencyKey, CancellationToken cancellationToken) =>
        AskAsync(() => new SubscriptionService(connection.Client).UpdateAsync(id, options, new RequestOptions { IdempotencyKey = idempotencyKey }, cancellationToken));

    private async Task<Outcome<StripeAnswer<SubscriptionSnapshot>>> AskAsync(Func<Task<Subscription>> ask)
    {
        try
        {
            return await gateway.AskAsync<Subscription, SubscriptionSnapshot>(ask, SubscriptionReader.Of);
        }
        catch (StripeException refused) when (Translate(refused) is { } refusal)
        {
            return refusal;
        }
    }
}

/// <summary>Why a customer cancels: one of Stripe's words, and own words.</summary>
internal sealed record CancelReason(string? Feedback, string? Comment);
