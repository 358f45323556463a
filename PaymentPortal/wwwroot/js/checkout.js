// The payment step: one code path over the object that Stripe.js gives. It needs no circuit; what was paid is learned from Stripe.

import { declineSentence } from './declines.js';
import { appearance, loadStripe } from './element.js';
import { savedMethod, sayBeside } from './methods.js';

const section = document.getElementById('payment');
const form = document.getElementById('payment-form');
const button = document.getElementById('pay-button');
const message = document.getElementById('pay-message');
const label = button.querySelector('span') ?? button;
const { publishableKey, payUrl, completeUrl, returnUrl, antiforgery, seller, email, mode = 'subscription' } = section.dataset;
const draftKey = `checkout ${payUrl}`;
const settled = ['succeeded', 'processing', 'requires_capture'];
const seen = new WeakSet();
const again = 'Press Pay again: you will not be charged twice.';
const keep = document.getElementById('keep-method');
const host = document.getElementById('payment-element');
const [nothingAsked, typedNote] = ['nothing-asked', 'typed-note'].map(id => document.getElementById(id));
const changed = 'This order was changed in another window. Look at the total and press Pay again.';
const unloaded = 'The card form could not be loaded. Check your connection, then try again.';

let stripe, elements, element, total;
let [ready, busy, calculating, held] = [false, false, false, false];
let placing, refused = {}, setUp = null;
// The amount for which Pay was pressed while a new one was being calculated.
let pressed = null;
let method = 'card';

const inputs = () => [...document.querySelectorAll('[data-billing]')];
const drafts = () => JSON.parse(sessionStorage.getItem(draftKey) ?? '{}');
const errorPlace = field => document.querySelector(`[data-error-for="${field}"]`);

// What is said of the method that is chosen stands beside it; anything else is about the order.
function say(text, action, ofMethod = false) {
  message.textContent = sayBeside(ofMethod ? text : '') ? '' : text;
  if (!action) return;
  const retry = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Try again' });
  retry.addEventListener('click', action);
  message.append(' ', retry);
}

// A trial may ask for something to charge when it is over; then nothing is to be paid today, and yet a method is needed.
const isFree = () => total?.amount === 0 && !total.needsMethod;
const takesNew = () => !isFree() && !savedMethod();

function showButton() {
  button.disabled = busy || held || !(isFree() || (savedMethod() ? stripe && total : ready));
  button.setAttribute('aria-busy', String(busy || pressed !== null));
  if (total) label.textContent = total.amount === 0 ? total.free : `Pay ${total.text}`;
}

// An order that somebody looks at first, or that was refused, is not paid as it stands; a changed one is asked about anew.
function readHold() {
  const note = document.querySelector('[data-hold]:not([data-hold=approved])');
  const before = held;
  held = note !== null && total?.amount === Number(note.dataset.amount) && given(inputs()).country === note.dataset.country;
  if (note && total) note.hidden = !held;
  if (held !== before) showButton();
}

function showMethods() {
  host.hidden = !takesNew();
  if (nothingAsked && total) nothingAsked.hidden = !isFree();
  if (total) typedNote.hidden = !takesNew();
  if (keep) keep.closest('label').hidden = !takesNew();
  if (stripe && total && takesNew() && !elements) mount();
  showButton();
}

function setBusy(value) {
  busy = value;
  (busy ? addEventListener : removeEventListener)('beforeunload', warn);
  readTotal();
  showButton();
}

function leave(url) {
  sessionStorage.removeItem(draftKey);
  removeEventListener('beforeunload', warn);
  location.replace(url);
  return true;
}

function warn(event) {
  // Other methods than a card may go to their bank's page in the middle of the payment.
  if (method === 'card') event.preventDefault();
}

// The order may be drawn anew by the circuit at any time; while a payment is in flight the amount that was pressed stays.
function readTotal() {
  const shown = document.querySelector('[data-checkout-total]')?.dataset ?? {};
  const before = calculating;
  calculating = Boolean(shown.calculating);
  if (!busy && /^\d+$/.test(shown.amount ?? '') && shown.currency) takeTotal(shown);
  if (before && !calculating) answerPress(shown.amount);
}

function takeTotal({ amount, currency, text, free, needsMethod }) {
  if (total && total.amount === Number(amount) && total.currency === currency && total.text === text) return;
  total = { amount: Number(amount), currency, text, free, needsMethod: Boolean(needsMethod) };
  elements?.update(total.needsMethod ? { currency } : { amount: total.amount || 1, currency });
  showMethods();
}

// A press holds for the amount that stood on the button, and for no other.
function answerPress(amount) {
  const meant = pressed;
  pressed = null;
  showButton();
  if (meant === null) return;
  if (amount === String(meant)) return form.requestSubmit();
  say(`The total is now ${total.text}. Press Pay again if that is right.`);
}

function restoreDrafts() {
  const kept = drafts();
  for (const input of inputs()) {
    const draft = kept[input.dataset.billing];
    const fresh = !seen.has(input);
    seen.add(input);
    if (!fresh || !draft || input.value === draft || (input.value && !input.options)) continue;
    if (input.options && ![...input.options].some(option => option.value === draft)) continue;
    input.value = draft;
    for (const type of ['input', 'change']) input.dispatchEvent(new Event(type, { bubbles: true }));
  }
}

function keepDraft({ target }) {
  const field = target.dataset?.billing;
  if (!field) return;
  if (pressed !== null) {
    pressed = null;
    showButton();
  }
  clearError(target);
  sessionStorage.setItem(draftKey, JSON.stringify({ ...drafts(), [field]: target.value }));
}

// What was typed or chosen before this script ran is kept as well.
function keepEarlier() {
  for (const input of inputs()) {
    const given = input.options ? input.querySelector('option[selected]')?.value : input.defaultValue;
    if (given !== undefined && input.value !== given) keepDraft({ target: input });
  }
}

function clearError(input) {
  const place = errorPlace(input.dataset.billing);
  if (!place || !input.ariaInvalid) return;
  input.removeAttribute('aria-invalid');
  place.textContent = '';
}

function mark(input, sentence) {
  const place = errorPlace(input.dataset.billing);
  if (!place) return false;
  place.id ||= `billing-error-${input.dataset.billing}`;
  place.textContent = sentence;
  input.setAttribute('aria-invalid', 'true');
  input.setAttribute('aria-describedby', place.id);
  return true;
}

function refuse(sentence, field) {
  const input = inputs().find(each => each.dataset.billing === field);
  if (!input || !mark(input, sentence)) return say(sentence, null, field === 'method');
  input.focus();
}

async function start() {
  say('');
  try {
    stripe ??= await loadStripe(publishableKey);
  } catch {
    return say(unloaded, start);
  }
  readTotal();
  readHold();
  showMethods();
}

function mount() {
  const asked = total.needsMethod ? { mode: 'setup' } : { mode, amount: total.amount };
  elements = stripe.elements({ ...asked, ...(keep?.checked ? { setupFutureUsage: 'off_session' } : {}), currency: total.currency, appearance: appearance() });
  element = elements.create('payment', {
    business: { name: seller },
    ...owner(),
    fields: { billingDetails: { address: { country: 'never', postalCode: 'never' } } },
  });
  element.on('ready', () => {
    ready = true;
    showButton();
  });
  element.on('change', event => {
    method = event.value?.type ?? method;
    setUp = null;
  });
  element.on('loaderror', () => {
    element.destroy();
    elements = element = null;
    ready = false;
    showButton();
    say(unloaded, start);
  });
  element.mount('#payment-element');
}

// What of the billing details changes the price goes to the circuit by a hidden field, again and again until it is read there.
function showPlace() {
  const country = inputs().find(input => input.dataset.billing === 'country')?.value;
  for (const field of document.querySelectorAll('[data-only-in]')) field.hidden = !field.dataset.onlyIn.split(' ').includes(country);
  for (const option of document.querySelectorAll('option[data-country]')) {
    option.hidden = option.dataset.country !== country;
    if (option.hidden && option.selected) option.selected = false;
  }
}

// A text that no address has tells no more by its whole length, which the circuit would not take.
const place = () => JSON.stringify(given(inputs().filter(input => 'priced' in input.dataset || input.dataset.billing === 'city')), (_, value) => value.slice?.(0, 300) ?? value);
const given = fields => Object.fromEntries(fields.map(input => [input.dataset.billing, input.closest('[hidden]') ? '' : input.value.trim()]));

function tellPlace() {
  clearTimeout(placing);
  const bridge = document.getElementById('order-place');
  if (!bridge || busy || bridge.dataset.read === place()) return;
  bridge.value = place();
  bridge.dispatchEvent(new Event('change', { bubbles: true }));
}

// Who is billed owns the account too, as long as the form of the method is told nothing else.
const owner = () => ({ defaultValues: { billingDetails: { name: given(inputs()).name, email } } });

function placeChanged({ target }) {
  if (!('priced' in (target.dataset ?? {}))) return;
  if (target.dataset.billing === refused.field) refused = {};
  showPlace();
  clearTimeout(placing);
  placing = setTimeout(tellPlace, target.options ? 0 : 400);
}

// What is said of a field holds for what was read of it, and not for what has been typed since.
function readRefusal() {
  if (calculating || document.getElementById('order-place')?.dataset.read !== place()) return;
  const { field, sentence } = document.querySelector('[data-order-refusal]')?.dataset ?? {};
  if (field === refused.field && sentence === refused.sentence) return;
  const before = inputs().find(each => each.dataset.billing === refused.field);
  const input = inputs().find(each => each.dataset.billing === field);
  refused = { field, sentence };
  if (before) clearError(before);
  if (input) mark(input, sentence);
}

function retryAfter(header) {
  const seconds = Math.ceil(Number(header) || (Date.parse(header) - Date.now()) / 1000);
  if (!(seconds > 1)) return 'now';
  return seconds < 90 ? `in ${seconds} seconds` : `in ${Math.ceil(seconds / 60)} minutes`;
}

// The server asks Stripe first: where the money is there already, it answers so.
async function askServer(billing, saved) {
  let response, text;
  try {
    response = await fetch(payUrl, {
      method: 'POST', redirect: 'manual', signal: AbortSignal.timeout(20000),
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', RequestVerificationToken: antiforgery },
      body: JSON.stringify({ billing, expectedAmount: total.amount, method: saved, keep: takesNew() && Boolean(keep?.checked) }),
    });
    text = await response.text();
  } catch {
    return say(`The connection was lost. ${again}`);
  }
  if (response.type === 'opaqueredirect' || response.status === 401) {
    removeEventListener('beforeunload', warn);
    return location.reload();
  }
  const answer = /json/.test(response.headers.get('Content-Type')) ? JSON.parse(text) : null;
  if (response.ok && answer) return answer;
  if (response.status === 400 && !answer) return say('This page is out of date. Reload it, then press Pay again.');
  if (response.status === 429) return say(`These were too many attempts. Try again ${retryAfter(response.headers.get('Retry-After'))}.`);
  if (['held', 'purchase_refused'].includes(answer?.code)) {
    // The page itself says so, and keeps what was typed.
    removeEventListener('beforeunload', warn);
    return location.reload();
  }
  if (answer?.sentence && response.status < 500) return refuse(answer.sentence, answer.field);
  say(`Something went wrong on our side. ${again}`);
}

function conclude({ error, paymentIntent }) {
  const intent = paymentIntent ?? error?.payment_intent;
  if (settled.includes(intent?.status)) return leave(completeUrl);
  if (error?.code === 'payment_intent_unexpected_state' && intent?.status !== 'canceled') return leave(completeUrl);
  if (error?.type === 'validation_error') return false;
  if (error?.type === 'api_connection_error') return say(`The connection was lost. ${again}`);
  const declined = declineSentence(error);
  if (!declined) return say(intent?.status === 'canceled' ? changed : `Something went wrong on the way. ${again}`);
  refuse(declined, error?.code === 'incorrect_zip' && errorPlace('postal_code') ? 'postal_code' : 'method');
}

// An answer that tells nothing of the card may come of another window, where the same order is being paid: how that stands is asked, and then followed.
async function follow(clientSecret, result) {
  const { error } = result;
  if (!error || error.payment_intent || declineSentence(error) || ['validation_error', 'api_connection_error'].includes(error.type)) return conclude(result);
  const { paymentIntent } = await stripe.retrievePaymentIntent(clientSecret);
  if (paymentIntent?.status === 'requires_action') return leave(completeUrl);
  return conclude(paymentIntent ? { error: { ...error, payment_intent: paymentIntent } } : result);
}

// What is typed in, with whose it is; the holder of a bank account is named beside it.
function typed(billing, url) {
  const pick = names => Object.fromEntries(names.map(name => [name, billing[name] || null]));
  const details = { ...pick(method === 'card' ? ['name'] : []), address: pick(['country', 'line1', 'city', 'postal_code', 'state']) };
  return { elements, redirect: 'if_required', confirmParams: { return_url: url, payment_method_data: { billing_details: details } } };
}

// Saves what a trial is charged to when it is over, once however often the button is then pressed.
async function save(clientSecret, billing) {
  const { setupIntent, error } = await stripe.confirmSetup({ ...typed(billing, location.href), clientSecret });
  if (setupIntent?.next_action?.type === 'verify_with_microdeposits') return refuse('This account can be charged only after a small deposit has confirmed it, days from now. Sign in to your bank, or use a card.');
  if (setupIntent?.status !== 'succeeded') return conclude({ error });
  return typeof setupIntent.payment_method === 'string' ? setupIntent.payment_method : setupIntent.payment_method.id;
}

async function pay() {
  const isTyped = takesNew();
  if (isTyped) {
    const { error: incomplete } = await elements.submit();
    if (incomplete) return conclude({ error: incomplete });
  }
  const billing = given(inputs());
  let answer = await askServer(billing, isTyped ? setUp : savedMethod());
  if (answer?.status === 'setup') {
    setUp = await save(answer.clientSecret, billing) || null;
    answer = setUp && await askServer(billing, setUp);
  }
  if (!answer) return false;
  if (answer.status !== 'confirm') return leave(answer.redirect ?? completeUrl);
  const { clientSecret } = answer;
  const url = new URL(returnUrl, location.href).href;
  let result = await stripe.confirmPayment(isTyped ? { ...typed(billing, url), clientSecret }
    : { clientSecret, redirect: 'if_required', confirmParams: { payment_method: savedMethod(), return_url: url } });
  const step = result.paymentIntent?.status === 'requires_action' && result.paymentIntent.next_action?.type;
  // An account that is not known to be its owner's is confirmed days later; the page after this one says how.
  if (step === 'verify_with_microdeposits') return leave(completeUrl);
  if (result.paymentIntent?.status === 'requires_action') result = await stripe.handleNextAction({ clientSecret });
  return follow(clientSecret, result);
}

form.addEventListener('submit', async event => {
  event.preventDefault();
  if (busy || button.disabled) return;
  const miscounted = document.querySelector('.quantity [aria-invalid]');
  if (miscounted) return miscounted.focus();
  if (calculating) {
    pressed = total.amount;
    return showButton();
  }
  setBusy(true);
  say('');
  inputs().forEach(clearError);
  let leaving = false;
  try {
    leaving = await pay();
  } catch (error) {
    say(`Something went wrong on our side. ${again}`);
    reportError(error);
  }
  if (leaving === true) return;
  setBusy(false);
  if (document.activeElement === document.body) button.focus();
});

document.addEventListener('keydown', event => {
  if (event.key !== 'Enter' || event.isComposing || !event.target.matches?.('input[data-billing]') || form.contains(event.target)) return;
  event.preventDefault();
  form.requestSubmit();
});
form.addEventListener('change', ({ target }) => {
  if (target === keep) elements?.update({ setupFutureUsage: keep.checked ? 'off_session' : null });
  if (target.name !== 'method') return;
  say('');
  showMethods();
});
document.addEventListener('input', keepDraft);
document.addEventListener('change', keepDraft);
document.addEventListener('change', ({ target }) => {
  if (target.dataset?.billing === 'name') element?.update(owner());
});
addEventListener('pageshow', event => {
  if (event.persisted) location.reload();
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => elements?.update({ appearance: appearance() }));
new MutationObserver(changes => {
  if (changes.some(change => change.target === document.documentElement)) elements?.update({ appearance: appearance() });
  readTotal();
  readHold();
  readRefusal();
  restoreDrafts();
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-amount', 'data-hold', 'data-read', 'data-currency', 'data-text', 'data-calculating', 'data-sentence', 'data-theme'] });

keepEarlier();
restoreDrafts();
showPlace();
for (const type of ['input', 'change']) document.addEventListener(type, placeChanged);
setInterval(tellPlace, 1000);
start();
