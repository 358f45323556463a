namespace PaymentPortal.Tests.Sandbox;

/// <summary>Calls of every operation that changes something, to which each of its parameters is added in turn; an operation whose parameters exclude or need one another is called in several ways.</summary>
internal static class ParameterScenes
{
    private const string Bank = "payment_method_types[0]=us_bank_account&" + Account;
    private const string Agreed = "mandate_data[customer_acceptance][type]=online&mandate_data[customer_acceptance][online][ip_address]=192.0.2.1&mandate_data[customer_acceptance][online][user_agent]=Browser";
    private const string Account = "payment_method_data[type]=us_bank_account&payment_method_data[us_bank_account][account_number]=000123456789&payment_method_data[us_bank_account][routing_number]=110000000&payment_method_data[us_bank_account][account_holder_type]=individual&payment_method_data[billing_details][name]=Ada&expand[]=payment_method";
    private const string Shipped = "shipping[name]=Ada&shipping[address][line1]=1 Main St";
    private const string Monthly = "[currency]=usd&{0}[product]={{product}}&{0}[recurring][interval]=month&{0}[unit_amount]=500";

    /// <summary>Nothing is done with it: what the operation does is refused, or done by others.</summary>
    public static readonly string[] Untried =
    [
        "DELETE /v1/customers/{id}/discount", "POST /v1/payment_intents/{id}/verify_microdeposits", "POST /v1/payouts/{id}/reverse", "POST /v1/refunds/{id}/cancel", "POST /v1/setup_intents/{id}/verify_microdeposits",
    ];

    /// <summary>The operations with the objects that their paths name, and what is sent in any case.</summary>
    public static readonly (string Operation, string Objects, string Form)[] All =
    [
        ("DELETE /v1/coupons/{id}", "{coupon}", ""),
        ("DELETE /v1/customers/{customerId}/tax_ids/{id}", "{payer} {tax_id}", ""),
        ("DELETE /v1/customers/{id}", "{payer}", ""),
        ("DELETE /v1/invoiceitems/{id}", "{waiting_item}", ""),
        ("DELETE /v1/invoices/{id}", "{draft}", ""),
        ("DELETE /v1/products/{id}", "{thing}", ""),
        ("DELETE /v1/subscription_items/{id}", "{two.items.data.0.id}", ""),
        ("DELETE /v1/subscriptions/{id}", "{waiting}", ""),
        ("DELETE /v1/subscriptions/{id}/discount", "{less}", ""),
        ("DELETE /v1/tax_ids/{id}", "{own_tax_id}", ""),
        ("DELETE /v1/test_helpers/test_clocks/{id}", "{clock}", ""),
        ("DELETE /v1/webhook_endpoints/{id}", "{endpoint}", ""),
        ("POST /v1/billing/meter_event_adjustments", "", "type=cancel&event_name={event.event_name}&cancel[identifier]={usage.identifier}"),
        ("POST /v1/billing/meter_events", "", "event_name={event.event_name}&payload[stripe_customer_id]={customer}&payload[value]=7"),
        ("POST /v1/billing/meters", "", "display_name=Calls&event_name={new}&default_aggregation[formula]=sum"),
        ("POST /v1/billing/meters/{id}", "{meter}", "display_name=Others"),
        ("POST /v1/billing/meters/{id}/deactivate", "{meter}", ""),
        ("POST /v1/billing/meters/{id}/reactivate", "{idle}", ""),
        ("POST /v1/billing_portal/configurations", "", "features[invoice_history][enabled]=true"),
        ("POST /v1/billing_portal/configurations/{id}", "{bare_portal}", ""),
        ("POST /v1/billing_portal/sessions", "", "customer={payer}&configuration={portal}"),
        ("POST /v1/charges", "", $"amount=1000&currency=usd&source=tok_visa&{Shipped}"),
        ("POST /v1/charges/{id}", "{charge}", Shipped),
        ("POST /v1/charges/{id}/capture", "{authorised}", ""),
        ("POST /v1/checkout/sessions", "", "mode=payment&success_url=https://example.com&line_items[0][price]={once}&line_items[0][quantity]=1"),
        ("POST /v1/checkout/sessions", "", "mode=payment&success_url=https://example.com&line_items[0][price_data][currency]=usd&line_items[0][price_data][product]={product}&line_items[0][price_data][unit_amount]=500&line_items[0][quantity]=1&expand[]=line_items"),
        ("POST /v1/checkout/sessions", "", "mode=subscription&success_url=https://example.com&line_items[0][price]={price}&line_items[0][quantity]=1"),
        ("POST /v1/checkout/sessions", "", "mode=setup&success_url=https://example.com&currency=usd"),
        ("POST /v1/checkout/sessions", "", "mode=payment&ui_mode=embedded_page&return_url=https://example.com&line_items[0][price]={once}&line_items[0][quantity]=1"),
        ("POST /v1/checkout/sessions/{id}", "{session}", ""),
        ("POST /v1/checkout/sessions/{id}/expire", "{session}", ""),
        ("POST /v1/coupons", "", "id={new}&percent_off=10&duration=once&expand[]=applies_to&expand[]=currency_options"),
        ("POST /v1/coupons", "", "id={new}&amount_off=10&currency=usd&duration=once&expand[]=currency_options"),
        ("POST /v1/coupons/{id}", "{coupon}", "expand[]=currency_options"),
        ("POST /v1/credit_notes", "", "invoice={owed}&amount=100"),
        ("POST /v1/credit_notes", "", "invoice={paid}&amount=100&credit_amount=100"),
        ("POST /v1/credit_notes", "", "invoice={paid}&amount=100&refunds[0][refund]={part}&refunds[0][amount_refunded]=100"),
        ("POST /v1/credit_notes", "", "invoice={paid}&lines[0][type]=invoice_line_item&lines[0][invoice_line_item]={paid.lines.data.0.id}&lines[0][amount]=100&credit_amount=100"),
        ("POST /v1/credit_notes", "", "invoice={owed}&lines[0][type]=custom_line_item&lines[0][description]=Excuse&lines[0][quantity]=1&lines[0][unit_amount]=100"),
        ("POST /v1/credit_notes/{id}", "{note}", ""),
        ("POST /v1/credit_notes/{id}/void", "{note}", ""),
        ("POST /v1/customers", "", $"name=Ada&expand[]=tax&{Shipped}"),
        ("POST /v1/customers/{customerId}/balance_transactions/{id}", "{customer} {balance}", ""),
        ("POST /v1/customers/{id}", "{payer}", $"expand[]=tax&{Shipped}"),
        ("POST /v1/customers/{id}/balance_transactions", "{payer}", "amount=-10&currency=usd"),
        ("POST /v1/customers/{id}/tax_ids", "{payer}", "type=eu_vat&value=DE123456789"),
        ("POST /v1/disputes/{id}", "{disputed}", ""),
        ("POST /v1/disputes/{id}/close", "{disputed}", ""),
        ("POST /v1/invoiceitems", "", "customer={payer}&amount=1000&currency=usd"),
        ("POST /v1/invoiceitems", "", "customer={payer}&price_data[currency]=usd&price_data[product]={product}&price_data[unit_amount]=500"),
        ("POST /v1/invoiceitems/{id}", "{waiting_item}", ""),
        ("POST /v1/invoiceitems/{id}", "{waiting_item}", "price_data[currency]=usd&price_data[product]={product}&price_data[unit_amount]=500"),
        ("POST /v1/invoices", "", "customer={payer}"),
        ("POST /v1/invoices", "", "customer={waiting_item.customer}&collection_method=send_invoice&days_until_due=7&shipping_details[name]=Ada&shipping_details[address][line1]=1 Main St"),
        ("POST /v1/invoices/create_preview", "", "customer={payer}&subscription_details[items][0][price]={price}"),
        ("POST /v1/invoices/create_preview", "", "customer={payer}&subscription_details[items][0][price]={price}&subscription_details[billing_mode][type]=flexible&invoice_items[0][amount]=100&invoice_items[0][currency]=usd&customer_details[shipping][name]=Ada&customer_details[shipping][address][line1]=1 Main St"),
        ("POST /v1/invoices/create_preview", "", "customer={payer}&subscription_details[items][0][price]={price}&invoice_items[0][price_data][currency]=usd&invoice_items[0][price_data][product]={product}&invoice_items[0][price_data][unit_amount]=500&invoice_items[0][quantity]=2"),
        ("POST /v1/invoices/create_preview", "", "subscription={plan}&subscription_details[items][0][id]={plan.items.data.0.id}&subscription_details[items][0][quantity]=3"),
        ("POST /v1/invoices/create_preview", "", "subscription={paused}&subscription_details[resume_at]=now"),
        ("POST /v1/invoices/create_preview", "", "customer={payer}&subscription_details[items][0][price_data]" + string.Format(null, Monthly, "subscription_details[items][0][price_data]")),
        ("POST /v1/invoices/create_preview", "", "customer={payer}&schedule_details[phases][0][items][0][price]={price}&schedule_details[phases][0][duration][interval]=month&schedule_details[phases][0][add_invoice_items][0][price]={once}&schedule_details[billing_mode][type]=flexible"),
        ("POST /v1/invoices/create_preview", "", "customer={payer}&schedule_details[phases][0][items][0][price]={price}&schedule_details[phases][0][duration][interval]=month&schedule_details[phases][0][add_invoice_items][0][price_data][currency]=usd&schedule_details[phases][0][add_invoice_items][0][price_data][product]={product}&schedule_details[phases][0][add_invoice_items][0][price_data][unit_amount]=500"),
        ("POST /v1/invoices/create_preview", "", "customer={payer}&schedule_details[phases][0][duration][interval]=month&schedule_details[phases][0][items][0][price_data]" + string.Format(null, Monthly, "schedule_details[phases][0][items][0][price_data]")),
        ("POST /v1/invoices/{id}", "{draft}", "shipping_details[name]=Ada&shipping_details[address][line1]=1 Main St"),
        ("POST /v1/invoices/{id}/add_lines", "{draft}", "lines[0][amount]=100&lines[0][description]=Line"),
        ("POST /v1/invoices/{id}/add_lines", "{draft}", "lines[0][price_data][currency]=usd&lines[0][price_data][product]={product}&lines[0][price_data][unit_amount]=500"),
        ("POST /v1/invoices/{id}/attach_payment", "{owed}", "payment_intent={own_intent}"),
        ("POST /v1/invoices/{id}/finalize", "{draft}", ""),
        ("POST /v1/invoices/{id}/mark_uncollectible", "{owed}", ""),
        ("POST /v1/invoices/{id}/pay", "{owed}", ""),
        ("POST /v1/invoices/{id}/remove_lines", "{draft}", "lines[0][id]={draft.lines.data.0.id}&lines[0][behavior]=delete"),
        ("POST /v1/invoices/{id}/send", "{sent}", ""),
        ("POST /v1/invoices/{id}/update_lines", "{draft}", "lines[0][id]={draft.lines.data.0.id}"),
        ("POST /v1/invoices/{id}/update_lines", "{draft}", "lines[0][id]={draft.lines.data.0.id}&lines[0][price_data][currency]=usd&lines[0][price_data][product]={product}&lines[0][price_data][unit_amount]=500"),
        ("POST /v1/invoices/{id}/void", "{owed}", ""),
        ("POST /v1/invoices/{invoiceId}/lines/{id}", "{draft} {draft.lines.data.0.id}", ""),
        ("POST /v1/invoices/{invoiceId}/lines/{id}", "{draft} {draft.lines.data.0.id}", "price_data[currency]=usd&price_data[product]={product}&price_data[unit_amount]=500"),
        ("POST /v1/payment_intents", "", $"amount=1000&currency=usd&{Shipped}"),
        ("POST /v1/payment_intents", "", $"amount=1000&currency=usd&{Bank}"),
        ("POST /v1/payment_intents", "", "amount=1000&currency=usd&payment_method=pm_card_authenticationRequired&confirm=true&return_url=https://example.com"),
        ("POST /v1/payment_intents/{id}", "{intent}", Shipped),
        ("POST /v1/payment_intents/{id}", "{intent}", Bank),
        ("POST /v1/payment_intents/{id}/cancel", "{intent}", ""),
        ("POST /v1/payment_intents/{id}/capture", "{held}", ""),
        ("POST /v1/payment_intents/{id}/confirm", "{asking}", $"return_url=https://example.com&{Shipped}"),
        ("POST /v1/payment_intents/{id}/confirm", "{intent}", $"{Bank}&{Agreed}"),
        ("POST /v1/payment_methods", "", "type=card&card[token]=tok_visa"),
        ("POST /v1/payment_methods", "", "type=us_bank_account&us_bank_account[account_number]=000123456789&us_bank_account[routing_number]=110000000&us_bank_account[account_holder_type]=individual&billing_details[name]=Ada"),
        ("POST /v1/payment_methods/{id}", "{card}", "card[exp_year]=2040"),
        ("POST /v1/payment_methods/{id}/attach", "pm_card_visa", "customer={payer}"),
        ("POST /v1/payment_methods/{id}/detach", "{card}", ""),
        ("POST /v1/payouts", "", "amount=1000&currency=usd"),
        ("POST /v1/payouts/{id}", "{payout}", ""),
        ("POST /v1/payouts/{id}/cancel", "{payout}", ""),
        ("POST /v1/prices", "", "currency=usd&unit_amount=1000&product={product}&expand[]=currency_options&expand[]=tiers"),
        ("POST /v1/prices", "", "currency=usd&unit_amount=1000&product={product}&lookup_key={named.lookup_key}&transfer_lookup_key=true"),
        ("POST /v1/prices", "", "currency=usd&billing_scheme=tiered&tiers_mode=graduated&tiers[0][up_to]=inf&tiers[0][unit_amount]=5&recurring[interval]=month&product={product}&expand[]=tiers"),
        ("POST /v1/prices/{id}", "{sold}", "expand[]=currency_options"),
        ("POST /v1/prices/{id}", "{sold}", "lookup_key={named.lookup_key}&transfer_lookup_key=true"),
        ("POST /v1/products", "", "name=Pro&default_price_data[currency]=usd&default_price_data[unit_amount]=500&expand[]=default_price&expand[]=default_price.currency_options"),
        ("POST /v1/products/{id}", "{thing}", ""),
        ("POST /v1/promotion_codes", "", "promotion[type]=coupon&promotion[coupon]={forever}&restrictions[minimum_amount]=500&restrictions[minimum_amount_currency]=usd"),
        ("POST /v1/promotion_codes/{id}", "{promotion}", ""),
        ("POST /v1/refunds", "", "charge={charge}"),
        ("POST /v1/refunds/{id}", "{refund}", ""),
        ("POST /v1/setup_intents", "", ""),
        ("POST /v1/setup_intents", "", Bank),
        ("POST /v1/setup_intents", "", "payment_method=pm_card_authenticationRequired&confirm=true&return_url=https://example.com"),
        ("POST /v1/setup_intents/{id}", "{setup}", ""),
        ("POST /v1/setup_intents/{id}", "{setup}", Bank),
        ("POST /v1/setup_intents/{id}/cancel", "{setup}", ""),
        ("POST /v1/setup_intents/{id}/confirm", "{asking_setup}", "return_url=https://example.com"),
        ("POST /v1/setup_intents/{id}/confirm", "{setup}", $"{Account}&{Agreed}"),
        ("POST /v1/setup_intents/{id}/confirm", "{bare_setup}", $"payment_method=pm_usBankAccount_success&{Agreed}&expand[]=mandate"),
        ("POST /v1/subscription_items", "", "subscription={plan}&price={other}"),
        ("POST /v1/subscription_items", "", "subscription={unasked}&price={other}&proration_behavior=always_invoice"),
        ("POST /v1/subscription_items", "", "subscription={plan}&price_data" + string.Format(null, Monthly, "price_data")),
        ("POST /v1/subscription_items/{id}", "{two.items.data.0.id}", "quantity=3"),
        ("POST /v1/subscription_items/{id}", "{unasked.items.data.0.id}", "quantity=3&proration_behavior=always_invoice"),
        ("POST /v1/subscription_items/{id}", "{two.items.data.0.id}", "price_data" + string.Format(null, Monthly, "price_data")),
        ("POST /v1/subscription_schedules", "", "customer={payer}&start_date=now&phases[0][items][0][price]={price}&phases[0][duration][interval]=month"),
        ("POST /v1/subscription_schedules", "", "customer={payer}&start_date=now&phases[0][items][0][price]={price}&phases[0][duration][interval]=month&phases[0][add_invoice_items][0][price]={once}&billing_mode[type]=flexible"),
        ("POST /v1/subscription_schedules", "", "customer={payer}&start_date=now&phases[0][items][0][price]={price}&phases[0][duration][interval]=month&phases[0][add_invoice_items][0][price_data][currency]=usd&phases[0][add_invoice_items][0][price_data][product]={product}&phases[0][add_invoice_items][0][price_data][unit_amount]=500"),
        ("POST /v1/subscription_schedules", "", "customer={payer}&start_date=now&phases[0][duration][interval]=month&phases[0][items][0][price_data]" + string.Format(null, Monthly, "phases[0][items][0][price_data]")),
        ("POST /v1/subscription_schedules/{id}", "{schedule}", "phases[0][start_date]=now&phases[0][items][0][price]={other}&phases[0][duration][interval]=month"),
        ("POST /v1/subscription_schedules/{id}", "{schedule}", "phases[0][start_date]=now&phases[0][items][0][price]={other}&phases[0][duration][interval]=month&phases[0][add_invoice_items][0][price]={once}"),
        ("POST /v1/subscription_schedules/{id}", "{schedule}", "phases[0][start_date]=now&phases[0][items][0][price]={other}&phases[0][duration][interval]=month&phases[0][add_invoice_items][0][price_data][currency]=usd&phases[0][add_invoice_items][0][price_data][product]={product}&phases[0][add_invoice_items][0][price_data][unit_amount]=500"),
        ("POST /v1/subscription_schedules/{id}", "{schedule}", "phases[0][start_date]=now&phases[0][duration][interval]=month&phases[0][items][0][price_data]" + string.Format(null, Monthly, "phases[0][items][0][price_data]")),
        ("POST /v1/subscription_schedules/{id}/cancel", "{schedule}", ""),
        ("POST /v1/subscription_schedules/{id}/release", "{ending_schedule}", ""),
        ("POST /v1/subscriptions", "", "customer={payer}&items[0][price]={price}"),
        ("POST /v1/subscriptions", "", "customer={payer}&items[0][price]={price}&billing_cycle_anchor={later}"),
        ("POST /v1/subscriptions", "", "customer={asked}&items[0][price]={price}&billing_mode[type]=flexible&add_invoice_items[0][price]={once}"),
        ("POST /v1/subscriptions", "", "customer={payer}&items[0][price]={price}&add_invoice_items[0][price_data][currency]=usd&add_invoice_items[0][price_data][product]={product}&add_invoice_items[0][price_data][unit_amount]=500"),
        ("POST /v1/subscriptions", "", "customer={payer}&items[0][price_data]" + string.Format(null, Monthly, "items[0][price_data]")),
        ("POST /v1/subscriptions/{id}", "{plan}", "items[0][id]={plan.items.data.0.id}&items[0][quantity]=3"),
        ("POST /v1/subscriptions/{id}", "{plan}", "proration_behavior=always_invoice&add_invoice_items[0][price]={once}"),
        ("POST /v1/subscriptions/{id}", "{plan}", "proration_behavior=always_invoice&add_invoice_items[0][price_data][currency]=usd&add_invoice_items[0][price_data][product]={product}&add_invoice_items[0][price_data][unit_amount]=500"),
        ("POST /v1/subscriptions/{id}", "{plan}", "items[0][id]={plan.items.data.0.id}&items[0][price_data]" + string.Format(null, Monthly, "items[0][price_data]")),
        ("POST /v1/subscriptions/{id}/resume", "{paused}", ""),
        ("POST /v1/subscriptions/{id}/resume", "{paused}", "billing_cycle_anchor=unchanged"),
        ("POST /v1/tax/registrations", "", "country=GB&active_from=now&country_options[gb][type]=standard"),
        ("POST /v1/tax/registrations", "", "country=US&active_from=now&country_options[us][state]=CA&country_options[us][type]=state_sales_tax"),
        ("POST /v1/tax/registrations/{id}", "{registration}", ""),
        ("POST /v1/tax/settings", "", "head_office[address][country]=DE"),
        ("POST /v1/tax_ids", "", "type=eu_vat&value=DE123456789"),
        ("POST /v1/tax_ids", "", "type=eu_vat&value=DE123456789&owner[type]=customer&owner[customer]={customer}"),
        ("POST /v1/tax_rates", "", "display_name=VAT&percentage=20&inclusive=false"),
        ("POST /v1/tax_rates/{id}", "{tax_rate}", ""),
        ("POST /v1/test_helpers/test_clocks", "", "frozen_time=1767225600"),
        ("POST /v1/test_helpers/test_clocks/{id}/advance", "{clock}", "frozen_time=1767229200"),
        ("POST /v1/webhook_endpoints", "", "url=https://example.com/hook&enabled_events[0]=invoice.paid"),
        ("POST /v1/webhook_endpoints/{id}", "{endpoint}", ""),
    ];

    /// <summary>What leaves no trace where it is sent, by operation and the beginning of its name.</summary>
    private static readonly (string Operation, string Name)[] Silent =
    [
        // What is shown of an object, not what the object is.
        ("", "expand"),
        // The letter is not written here.
        ("POST /v1/credit_notes", "email_type"),
        // The parts have to add up, and their sum is named.
        ("POST /v1/credit_notes", "refunds[0][amount_refunded]"),
        // Nothing is to be paid where an item goes.
        ("DELETE /v1/subscription_items/{id}", "payment_behavior"),
        // Automatic tax alone looks at it.
        ("POST /v1/invoiceitems", "tax_behavior"), ("POST /v1/invoiceitems/{id}", "tax_behavior"), ("POST /v1/invoices/create_preview", "invoice_items[0][tax_behavior]"),
        // A preview is the next invoice alone.
        ("POST /v1/invoices/create_preview", "schedule_details[phases][0][billing_cycle_anchor]"), ("POST /v1/invoices/create_preview", "schedule_details[phases][0][description]"),
        ("POST /v1/invoices/create_preview", "schedule_details[phases][0][duration][interval]"), ("POST /v1/invoices/create_preview", "schedule_details[phases][0][proration_behavior]"),
        // What belongs to the type that was sent is refused with another.
        ("POST /v1/payment_methods", "type"),
        // There is no money in another currency.
        ("POST /v1/payouts", "currency"),
        // An invoice waits for its customer, whether he is said to be away or not.
        ("POST /v1/invoices/{id}/pay", "off_session"), ("POST /v1/subscriptions", "off_session"), ("POST /v1/subscriptions/{id}", "off_session"), ("POST /v1/subscription_items/{id}", "off_session"),
        // It shows in the mandate, which the payment does not name.
        ("POST /v1/payment_intents/{id}/confirm", "mandate_data"), ("POST /v1/payment_intents", "mandate_data"),
        // The event that is taken back is not found then, and named.
        ("POST /v1/billing/meter_event_adjustments", "event_name"),
        // A registration's options belong to its country, and are named.
        ("POST /v1/tax/registrations", "country"),
    ];

    public static bool IsSilent(string operation, string name) =>
        name.Contains("[metadata]", StringComparison.Ordinal) || Array.Exists(Silent, s => (s.Operation.Length == 0 || s.Operation == operation) && (name == s.Name || name.StartsWith(s.Name + "[", StringComparison.Ordinal)));
}
