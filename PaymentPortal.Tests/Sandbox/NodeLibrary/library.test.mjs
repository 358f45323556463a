// Stripe's own library for Node, pointed at the sandbox: node --test library.test.mjs, with the sandbox's address in SANDBOX and the port that it posts its events to in HOOK_PORT.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import Stripe from 'stripe';

const sandbox = new URL(process.env.SANDBOX);
const client = (key, more = {}) => new Stripe(key, { protocol: 'http', host: sandbox.hostname, port: sandbox.port, maxNetworkRetries: 0, telemetry: false, ...more });
const stripe = client('sk_test_sandbox');
const { errors } = Stripe;

const posted = [];
let waiting = [];
const hook = createServer((request, response) => {
  const chunks = [];
  request.on('data', chunk => chunks.push(chunk));
  request.on('end', () => {
    posted.push({ body: Buffer.concat(chunks).toString('utf8'), signature: request.headers['stripe-signature'] });
    response.end();
    for (const look of waiting.splice(0)) look();
  });
});
before(() => new Promise(listening => hook.listen(Number(process.env.HOOK_PORT), '127.0.0.1', listening)));
after(() => hook.close());

const arrived = async isIt => {
  for (;;) {
    const found = posted.find(isIt);
    if (found) return found;
    await new Promise(look => waiting.push(look));
  }
};

const fails = async (promise, type, expected) => {
  const error = await promise.then(() => assert.fail('It was not refused.'), refused => refused);
  assert.ok(error instanceof type, `${error.constructor.name}: ${error.message}`);
  for (const [name, value] of Object.entries(expected)) assert.equal(error[name], value, `${name} of "${error.message}"`);
  assert.match(error.requestId, /^req_/);
  return error;
};

const payer = async (card = 'pm_card_visa', more = {}) => {
  const customer = await stripe.customers.create({ name: 'Ada Lovelace', email: 'ada@example.com', ...more });
  const method = await stripe.paymentMethods.attach(card, { customer: customer.id });
  return stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: method.id } });
};
const monthly = async (amount, more = {}) =>
  stripe.prices.create({ currency: 'usd', unit_amount: amount, recurring: { interval: 'month' }, product_data: { name: `Plan of ${amount}` }, ...more });
const byCard = { automatic_payment_methods: { enabled: true, allow_redirects: 'never' } };

test('customers are made, changed, read, paged through and deleted', async () => {
  const customer = await stripe.customers.create({ name: 'Ada', email: 'paged@example.com', metadata: { a: '1', b: '2' }, address: { country: 'GB', line1: '1 Row' } });
  const changed = await stripe.customers.update(customer.id, { metadata: { a: '', c: '3' }, phone: '+44 1' });
  assert.deepEqual(changed.metadata, { b: '2', c: '3' });
  assert.equal((await stripe.customers.update(customer.id, { address: '' })).address, null);
  for (let more = 0; more < 4; more++) await stripe.customers.create({ email: 'paged@example.com' });
  const paged = [];
  for await (const one of stripe.customers.list({ email: 'paged@example.com', limit: 2 })) paged.push(one.id);
  assert.equal(new Set(paged).size, 5);
  assert.equal((await stripe.customers.list({ email: 'paged@example.com', limit: 2 }).autoPagingToArray({ limit: 100 })).length, 5);
  assert.equal((await stripe.customers.del(customer.id)).deleted, true);
  assert.equal((await stripe.customers.retrieve(customer.id)).deleted, true);
  await fails(stripe.customers.retrieve('cus_nobody'), errors.StripeInvalidRequestError, { statusCode: 404, code: 'resource_missing', param: 'id' });
  const taxId = await stripe.customers.createTaxId((await stripe.customers.create()).id, { type: 'eu_vat', value: 'DE123456789' });
  assert.equal(taxId.type, 'eu_vat');
});

test('payment methods are attached, listed, changed and detached; setup intents set them up', async () => {
  const customer = await payer();
  const setup = await stripe.setupIntents.create({ customer: customer.id, payment_method: 'pm_card_mastercard', confirm: true, usage: 'off_session', ...byCard });
  assert.equal(setup.status, 'succeeded');
  const methods = await stripe.customers.listPaymentMethods(customer.id, { type: 'card' });
  assert.deepEqual(methods.data.map(each => each.card.brand).sort(), ['mastercard', 'visa']);
  const renamed = await stripe.paymentMethods.update(setup.payment_method, { billing_details: { name: 'Ada King' } });
  assert.equal(renamed.billing_details.name, 'Ada King');
  assert.equal((await stripe.paymentMethods.detach(setup.payment_method)).customer, null);
  const asks = await stripe.setupIntents.create({ customer: customer.id, payment_method: 'pm_card_authenticationRequired', confirm: true, return_url: 'https://example.com/back', ...byCard });
  assert.equal(asks.status, 'requires_action');
  assert.ok(asks.next_action);
  assert.equal((await stripe.setupIntents.cancel(asks.id)).status, 'canceled');
  await fails(stripe.paymentMethods.attach('pm_card_chargeDeclined', { customer: customer.id }), errors.StripeCardError, { statusCode: 402, code: 'card_declined', decline_code: 'generic_decline' });
});

test('payment intents are confirmed, captured in part, cancelled, and ask for 3D Secure', async () => {
  const customer = await payer();
  const intent = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd', customer: customer.id, payment_method: 'pm_card_visa', capture_method: 'manual', confirm: true, ...byCard });
  assert.deepEqual([intent.status, intent.amount_capturable], ['requires_capture', 2000]);
  const captured = await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 1500, expand: ['latest_charge.balance_transaction'] });
  assert.deepEqual([captured.status, captured.amount_received, captured.latest_charge.balance_transaction.fee], ['succeeded', 1500, 74]);
  await fails(stripe.paymentIntents.cancel(intent.id), errors.StripeInvalidRequestError, { code: 'payment_intent_unexpected_state' });
  const dropped = await stripe.paymentIntents.create({ amount: 2000, currency: 'eur' });
  assert.equal((await stripe.paymentIntents.cancel(dropped.id, { cancellation_reason: 'abandoned' })).cancellation_reason, 'abandoned');
  const asks = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd', payment_method: 'pm_card_threeDSecure2Required', confirm: true, return_url: 'https://example.com/back', ...byCard });
  assert.equal(asks.status, 'requires_action');
  assert.equal(asks.next_action.type, 'redirect_to_url');
  const off = await fails(
    stripe.paymentIntents.create({ amount: 2000, currency: 'usd', customer: customer.id, payment_method: 'pm_card_authenticationRequired', confirm: true, off_session: true, ...byCard }),
    errors.StripeCardError, { code: 'authentication_required', decline_code: 'authentication_required' });
  assert.equal(off.payment_intent.status, 'requires_payment_method');
});

test('declines and faulty requests are the library\'s own kinds of errors', async () => {
  const pays = card => stripe.paymentIntents.create({ amount: 2000, currency: 'usd', payment_method: card, confirm: true, ...byCard });
  const poor = await fails(pays('pm_card_chargeDeclinedInsufficientFunds'), errors.StripeCardError, { type: 'StripeCardError', statusCode: 402, code: 'card_declined', decline_code: 'insufficient_funds' });
  assert.equal(poor.payment_intent.last_payment_error.decline_code, 'insufficient_funds');
  assert.equal(poor.charge, poor.payment_intent.latest_charge);
  await fails(pays('pm_card_chargeDeclinedIncorrectCvc'), errors.StripeCardError, { code: 'incorrect_cvc', param: 'cvc' });
  await fails(pays('pm_card_chargeDeclinedExpiredCard'), errors.StripeCardError, { code: 'expired_card', param: 'exp_month' });
  await fails(stripe.paymentIntents.create({ amount: 0, currency: 'usd' }), errors.StripeInvalidRequestError, { statusCode: 400, code: 'parameter_invalid_integer', param: 'amount' });
  await fails(stripe.paymentIntents.create({ currency: 'usd' }), errors.StripeInvalidRequestError, { code: 'parameter_missing', param: 'amount' });
  await fails(stripe.paymentIntents.create({ amount: 49, currency: 'usd' }), errors.StripeInvalidRequestError, { code: 'amount_too_small', param: 'amount' });
  await fails(stripe.paymentIntents.create({ amount: 1e12, currency: 'usd' }), errors.StripeInvalidRequestError, { code: 'amount_too_large', param: 'amount' });
  await fails(stripe.paymentIntents.create({ amount: 500, currency: 'xyz' }), errors.StripeInvalidRequestError, { statusCode: 400, param: 'currency' });
  await fails(stripe.customers.create({ email: 'nobody' }), errors.StripeInvalidRequestError, { code: 'email_invalid', param: 'email' });
  await fails(stripe.customers.create({ colour: 'red' }), errors.StripeInvalidRequestError, { code: 'parameter_unknown', param: 'colour' });
  await fails(stripe.rawRequest('GET', '/v1/no_such_thing'), errors.StripeInvalidRequestError, { statusCode: 404 });
  await fails(client('sk_test_wrong').customers.list(), errors.StripeAuthenticationError, { statusCode: 401 });
});

test('refunds give back in part and no more than was paid; a dispute is answered', async () => {
  const intent = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd', payment_method: 'pm_card_visa', confirm: true, ...byCard });
  assert.equal((await stripe.refunds.create({ payment_intent: intent.id, amount: 500, reason: 'requested_by_customer' })).status, 'succeeded');
  await fails(stripe.refunds.create({ payment_intent: intent.id, amount: 1501 }), errors.StripeInvalidRequestError, { param: 'amount' });
  await stripe.refunds.create({ payment_intent: intent.id });
  const charge = await stripe.charges.retrieve(intent.latest_charge, { expand: ['refunds'] });
  assert.deepEqual([charge.refunded, charge.amount_refunded, charge.refunds.data.length], [true, 2000, 2]);
  await fails(stripe.refunds.create({ payment_intent: intent.id }), errors.StripeInvalidRequestError, { code: 'charge_already_refunded' });
  const lost = await stripe.paymentIntents.create({ amount: 3000, currency: 'usd', payment_method: 'pm_card_createDispute', confirm: true, ...byCard });
  const [dispute] = (await stripe.disputes.list({ payment_intent: lost.id })).data;
  assert.equal(dispute.status, 'needs_response');
  assert.equal((await stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: 'winning_evidence' }, submit: true })).status, 'under_review');
  const closed = JSON.parse((await arrived(each => each.body.includes('charge.dispute.closed') && each.body.includes(dispute.id))).body);
  assert.equal(closed.data.object.status, 'won');
  assert.equal((await stripe.balance.retrieve()).object, 'balance');
  assert.ok((await stripe.balanceTransactions.list({ limit: 3 })).data.every(each => each.net === each.amount - each.fee));
});

test('products have prices, in tiers too; coupons have promotion codes', async () => {
  const product = await stripe.products.create({ name: 'Seats', metadata: { kind: 'seats' } });
  const price = await stripe.prices.create({
    product: product.id, currency: 'usd', recurring: { interval: 'month' }, billing_scheme: 'tiered', tiers_mode: 'graduated',
    tiers: [{ up_to: 10, unit_amount: 500 }, { up_to: 'inf', unit_amount: 400, flat_amount: 100 }], expand: ['tiers'], lookup_key: 'seats_month',
  });
  assert.deepEqual(price.tiers.map(each => [each.up_to, each.unit_amount]), [[10, 500], [null, 400]]);
  assert.equal((await stripe.prices.list({ lookup_keys: ['seats_month'], expand: ['data.product'] })).data[0].product.name, 'Seats');
  const customer = await payer();
  const coupon = await stripe.coupons.create({ percent_off: 25, duration: 'repeating', duration_in_months: 3 });
  const code = await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id }, code: 'QUARTER', max_redemptions: 1 });
  assert.equal((await stripe.promotionCodes.list({ code: 'QUARTER', expand: ['data.promotion.coupon'] })).data[0].promotion.coupon.percent_off, 25);
  const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id, quantity: 12 }], discounts: [{ promotion_code: code.id }], expand: ['latest_invoice'] });
  assert.deepEqual([subscription.latest_invoice.subtotal, subscription.latest_invoice.total], [5900, 4425]);
  assert.equal((await stripe.promotionCodes.retrieve(code.id)).times_redeemed, 1);
  assert.equal((await stripe.products.update(product.id, { active: false })).active, false);
});

test('what a preview of a change says is what the change costs', async () => {
  const customer = await payer();
  const [basic, pro] = [await monthly(2900), await monthly(14900)];
  const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: basic.id }], expand: ['latest_invoice.payments'] });
  assert.equal(subscription.status, 'active');
  assert.equal(subscription.latest_invoice.payments.data[0].status, 'paid');
  const [item] = subscription.items.data;
  const prorationDate = item.current_period_start + 86400;
  const change = { items: [{ id: item.id, price: pro.id }], proration_behavior: 'always_invoice', proration_date: prorationDate };
  const preview = await stripe.invoices.createPreview({ customer: customer.id, subscription: subscription.id, subscription_details: change });
  assert.ok(preview.lines.data.some(line => line.amount < 0) && preview.lines.data.some(line => line.amount > 0));
  const changed = await stripe.subscriptions.update(subscription.id, { ...change, expand: ['latest_invoice'] });
  assert.deepEqual([changed.latest_invoice.total, changed.items.data[0].price.id], [preview.total, pro.id]);
  const kept = await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true, cancellation_details: { feedback: 'too_expensive' } });
  assert.equal(kept.cancel_at_period_end, true);
  assert.equal((await stripe.subscriptions.cancel(subscription.id)).status, 'canceled');
  const unpaid = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: pro.id }], payment_behavior: 'default_incomplete', expand: ['latest_invoice.confirmation_secret'] });
  assert.equal(unpaid.status, 'incomplete');
  assert.match(unpaid.latest_invoice.confirmation_secret.client_secret, /^pi_.*_secret_/);
  const nobody = await stripe.customers.create();
  await fails(stripe.subscriptions.create({ customer: nobody.id, items: [{ price: pro.id }] }), errors.StripeInvalidRequestError, { statusCode: 400, code: 'resource_missing' });
});

test('a schedule carries a subscription from phase to phase and lets it go', async () => {
  const customer = await payer();
  const [basic, pro] = [await monthly(2900), await monthly(14900)];
  const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: pro.id }] });
  const schedule = await stripe.subscriptionSchedules.create({ from_subscription: subscription.id });
  const [phase] = schedule.phases;
  const planned = await stripe.subscriptionSchedules.update(schedule.id, {
    end_behavior: 'release',
    phases: [{ items: [{ price: pro.id }], start_date: phase.start_date, end_date: phase.end_date }, { items: [{ price: basic.id }], duration: { interval: 'month', interval_count: 1 } }],
  });
  assert.deepEqual(planned.phases.map(each => each.items[0].price), [pro.id, basic.id]);
  assert.equal((await stripe.subscriptions.retrieve(subscription.id)).schedule, schedule.id);
  const released = await stripe.subscriptionSchedules.release(schedule.id);
  assert.deepEqual([released.status, released.released_subscription], ['released', subscription.id]);
});

test('invoices are drawn up, finalised, paid, voided, and corrected by credit notes', async () => {
  const customer = await payer();
  const tax = await stripe.taxRates.create({ display_name: 'VAT', percentage: 20, inclusive: false, country: 'GB' });
  const invoice = await stripe.invoices.create({ customer: customer.id, auto_advance: false, default_tax_rates: [tax.id] });
  await stripe.invoiceItems.create({ customer: customer.id, invoice: invoice.id, amount: 1000, currency: 'usd', description: 'Advice' });
  const final = await stripe.invoices.finalizeInvoice(invoice.id);
  assert.deepEqual([final.status, final.total, final.total_taxes[0].amount], ['open', 1200, 200]);
  const paid = await stripe.invoices.pay(invoice.id, { expand: ['payments.data.payment.payment_intent'] });
  assert.deepEqual([paid.status, paid.payments.data[0].payment.payment_intent.status], ['paid', 'succeeded']);
  assert.equal((await stripe.invoices.listLineItems(invoice.id)).data[0].description, 'Advice');
  const amounts = { invoice: invoice.id, lines: [{ type: 'invoice_line_item', invoice_line_item: paid.lines.data[0].id, amount: 500 }] };
  const preview = await stripe.creditNotes.preview({ ...amounts, credit_amount: 600 });
  const note = await stripe.creditNotes.create({ ...amounts, credit_amount: 600, reason: 'order_change' });
  assert.deepEqual([note.total, note.status], [preview.total, 'issued']);
  assert.equal((await stripe.customers.retrieve(customer.id)).balance, -600);
  const spare = await stripe.invoices.create({ customer: customer.id, auto_advance: false });
  await stripe.invoices.finalizeInvoice(spare.id);
  const draft = await stripe.invoices.create({ customer: customer.id, auto_advance: false });
  assert.equal((await stripe.invoices.del(draft.id)).deleted, true);
  const owed = await stripe.invoices.create({ customer: customer.id, auto_advance: false, collection_method: 'send_invoice', days_until_due: 30 });
  await stripe.invoiceItems.create({ customer: customer.id, invoice: owed.id, amount: 5000, currency: 'usd' });
  await stripe.invoices.finalizeInvoice(owed.id);
  assert.equal((await stripe.invoices.voidInvoice(owed.id)).status, 'void');
});

test('sessions of checkout and of the customer portal are opened', async () => {
  const customer = await payer();
  const price = await monthly(2900);
  const session = await stripe.checkout.sessions.create({ mode: 'subscription', customer: customer.id, line_items: [{ price: price.id, quantity: 2 }], success_url: 'https://example.com/done', allow_promotion_codes: true });
  assert.deepEqual([session.status, session.amount_total], ['open', 5800]);
  assert.equal((await stripe.checkout.sessions.listLineItems(session.id)).data[0].quantity, 2);
  assert.equal((await stripe.checkout.sessions.expire(session.id)).status, 'expired');
  const configuration = await stripe.billingPortal.configurations.create({ features: { invoice_history: { enabled: true } } });
  const portal = await stripe.billingPortal.sessions.create({ customer: customer.id, configuration: configuration.id, return_url: 'https://example.com/account' });
  assert.equal(portal.customer, customer.id);
});

test('a test clock is moved on and the renewal has happened; metered use is billed', async () => {
  const start = 1767225600;
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: start, name: 'A month' });
  const customer = await payer('pm_card_visa', { test_clock: clock.id });
  const meter = await stripe.billing.meters.create({ display_name: 'Calls', event_name: 'calls', default_aggregation: { formula: 'sum' } });
  const metered = await stripe.prices.create({ currency: 'usd', unit_amount: 3, recurring: { interval: 'month', usage_type: 'metered', meter: meter.id }, product_data: { name: 'Calls' } });
  await fails(stripe.subscriptions.create({ customer: customer.id, items: [{ price: metered.id, quantity: 3 }] }), errors.StripeInvalidRequestError, { statusCode: 400, param: 'items[0][quantity]' });
  const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: (await monthly(2900)).id }, { price: metered.id }], trial_period_days: 7 });
  assert.equal(subscription.status, 'trialing');
  const advance = async to => {
    let moved = await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: to });
    while (moved.status === 'advancing') moved = await stripe.testHelpers.testClocks.retrieve(clock.id);
    assert.equal(moved.status, 'ready');
  };
  await advance(start + 8 * 86400);
  await stripe.billing.meterEvents.create({ event_name: 'calls', payload: { stripe_customer_id: customer.id, value: '100' }, timestamp: start + 8 * 86400 - 60 });
  await advance(start + 45 * 86400);
  const invoices = await stripe.invoices.list({ subscription: subscription.id, status: 'paid' }).autoPagingToArray({ limit: 100 });
  assert.deepEqual(invoices.map(each => each.total), [3200, 2900, 0]);
  assert.equal((await stripe.testHelpers.testClocks.del(clock.id)).deleted, true);
});

test('events are paged through, and one that was posted is verified', async () => {
  const customer = await stripe.customers.create({ name: 'Told', metadata: { told: 'yes' } });
  await stripe.customers.update(customer.id, { name: 'Told again' });
  const listed = [];
  for await (const event of stripe.events.list({ types: ['customer.created', 'customer.updated'], limit: 5 })) {
    if (event.data.object.id === customer.id) listed.push(event);
    if (listed.length === 2) break;
  }
  assert.deepEqual(listed.map(event => event.type), ['customer.updated', 'customer.created']);
  assert.deepEqual(listed[0].data.previous_attributes, { name: 'Told' });
  const { body, signature } = await arrived(each => each.body.includes(listed[0].id));
  const event = stripe.webhooks.constructEvent(body, signature, 'whsec_sandbox');
  assert.deepEqual([event.id, event.data.object.name, event.api_version], [listed[0].id, 'Told again', Stripe.API_VERSION]);
  assert.equal((await stripe.events.retrieve(event.id)).type, 'customer.updated');
  assert.throws(() => stripe.webhooks.constructEvent(body, signature, 'whsec_other'), errors.StripeSignatureVerificationError);
  assert.throws(() => stripe.webhooks.constructEvent(`${body} `, signature, 'whsec_sandbox'), errors.StripeSignatureVerificationError);
});

test('the same key does a thing once, and other parameters under it are refused', async () => {
  const idempotencyKey = `once-${process.pid}-${Date.now()}`;
  const first = await stripe.customers.create({ name: 'Once' }, { idempotencyKey });
  const again = await stripe.customers.create({ name: 'Once' }, { idempotencyKey });
  assert.equal(again.id, first.id);
  assert.equal(again.lastResponse.headers['idempotent-replayed'], 'true');
  await fails(stripe.customers.create({ name: 'Twice' }, { idempotencyKey }), errors.StripeIdempotencyError, { statusCode: 400 });
  const atOnce = await Promise.allSettled(Array.from({ length: 8 }, () => stripe.customers.create({ name: 'At once' }, { idempotencyKey: `${idempotencyKey}-at-once` })));
  const made = atOnce.filter(each => each.status === 'fulfilled').map(each => each.value.id);
  assert.equal(new Set(made).size, 1);
  for (const { reason } of atOnce.filter(each => each.status === 'rejected')) assert.deepEqual([reason.statusCode, reason.code], [409, 'idempotency_key_in_use']);
});
