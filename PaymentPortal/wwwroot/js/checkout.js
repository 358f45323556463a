// The payment step: one code path over the object that Stripe.js gives. It needs no circuit; what was paid is learned from Stripe.

import { declineSentence } from './declines.js';

const section = document.getElementById('payment');
const form = document.getElementById('payment-form');
const button = document.getElementById('pay-button');
const message = document.getElementById('pay-message');
const label = button.querySelector('span') ?? button;
const { publishableKey, payUrl, completeUrl, returnUrl, antiforgery, seller } = section.dataset;
const draftKey = `checkout ${payUrl}`;
const settled = ['succeeded', 'processing', 'requires_capture'];
const seen = new WeakSet();
const again = 'Press Pay again: you will not be charged twice.';
const unloaded = 'The card form could not be loaded. Check your connection, then try again.';

let stripe, elements, total;
let [ready, busy] = [false, false];
let method = 'card';

const inputs = () => [...document.querySelectorAll('[data-billing]')];
const drafts = () => JSON.parse(sessionStorage.getItem(draftKey) ?? '{}');
const errorPlace = field => document.querySelector(`[data-error-for="${field}"]`);

function say(text, action) {
  message.textContent = text;
  if (!action) return;
  const retry = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Try again' });
  retry.addEventListener('click', action);
  message.append(' ', retry);
}

function showButton() {
  button.disabled = busy || !ready;
  button.setAttribute('aria-busy', String(busy));
  if (total) label.textContent = `Pay ${total.text}`;
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

// The page's own colours for the element's frame, as the browser resolves them.
function appearance() {
  const probe = section.appendChild(document.createElement('span'));
  const variables = {};
  const tokens = { colorPrimary: '--accent', colorBackground: '--surface', colorText: '--text', colorDanger: '--failed' };
  for (const [name, token] of Object.entries(tokens)) {
    probe.style.color = `var(${token})`;
    variables[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return { theme: 'stripe', variables };
}

// The order may be drawn anew by the circuit at any time; while a payment is in flight the amount that was pressed stays.
function readTotal() {
  const { amount, currency, text } = document.querySelector('[data-checkout-total]')?.dataset ?? {};
  if (busy || !/^\d+$/.test(amount ?? '') || !currency) return;
  if (total && total.amount === Number(amount) && total.currency === currency && total.text === text) return;
  total = { amount: Number(amount), currency, text };
  if (elements) elements.update({ amount: total.amount, currency });
  else if (stripe) mount();
  showButton();
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

function refuse(sentence, field) {
  const input = inputs().find(each => each.dataset.billing === field);
  const place = input && errorPlace(field);
  if (!place) return say(sentence);
  place.id ||= `billing-error-${field}`;
  place.textContent = sentence;
  input.setAttribute('aria-invalid', 'true');
  input.setAttribute('aria-describedby', place.id);
  input.focus();
}

const loadScript = src => new Promise((resolve, reject) => {
  const script = Object.assign(document.createElement('script'), { src, onload: resolve, onerror: reject });
  document.head.append(script);
});

async function start() {
  say('');
  try {
    if (!window.Stripe) await loadScript(document.querySelector('script[src*="stripe.js"]').src);
    stripe ??= window.Stripe(publishableKey, { locale: document.documentElement.lang || 'auto' });
  } catch {
    return say(unloaded, start);
  }
  readTotal();
  if (total && !elements) mount();
}

function mount() {
  elements = stripe.elements({ mode: 'subscription', amount: total.amount, currency: total.currency, appearance: appearance() });
  const element = elements.create('payment', {
    business: { name: seller },
    fields: { billingDetails: { name: 'never', address: { country: 'never', postalCode: 'never' } } },
  });
  element.on('ready', () => {
    ready = true;
    showButton();
  });
  element.on('change', event => { method = event.value?.type ?? method; });
  element.on('loaderror', () => {
    element.destroy();
    elements = null;
    ready = false;
    showButton();
    say(unloaded, start);
  });
  element.mount('#payment-element');
}

function retryAfter(header) {
  const seconds = Math.ceil(Number(header) || (Date.parse(header) - Date.now()) / 1000);
  if (!(seconds > 1)) return 'now';
  return seconds < 90 ? `in ${seconds} seconds` : `in ${Math.ceil(seconds / 60)} minutes`;
}

// The server asks Stripe first: where the money is there already, it answers so.
async function askServer(billing) {
  let response, text;
  try {
    response = await fetch(payUrl, {
      method: 'POST', redirect: 'manual', signal: AbortSignal.timeout(45000),
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', RequestVerificationToken: antiforgery },
      body: JSON.stringify({ billing, expectedAmount: total.amount }),
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
  if (answer?.sentence && response.status < 500) return refuse(answer.sentence, answer.field);
  say(`Something went wrong on our side. ${again}`);
}

function conclude({ error, paymentIntent }) {
  const intent = paymentIntent ?? error?.payment_intent;
  if (settled.includes(intent?.status)) return leave(completeUrl);
  if (error?.code === 'payment_intent_unexpected_state' && intent?.status !== 'canceled') return leave(completeUrl);
  if (error?.type === 'validation_error') return false;
  if (error?.type === 'api_connection_error') return say(`The connection was lost. ${again}`);
  refuse(declineSentence(error) ?? `Something went wrong on the way. ${again}`, error?.code === 'incorrect_zip' ? 'postal_code' : null);
}

async function pay() {
  const { error: incomplete } = await elements.submit();
  if (incomplete) return conclude({ error: incomplete });
  const billing = Object.fromEntries(inputs().map(input => [input.dataset.billing, input.value.trim()]));
  const answer = await askServer(billing);
  if (!answer) return false;
  if (answer.status !== 'confirm') return leave(answer.redirect ?? completeUrl);
  const { clientSecret } = answer;
  const given = names => Object.fromEntries(names.map(name => [name, billing[name] || null]));
  const details = { ...given(['name']), address: given(['country', 'line1', 'city', 'postal_code', 'state']) };
  let result = await stripe.confirmPayment({
    elements, clientSecret, redirect: 'if_required',
    confirmParams: {
      return_url: new URL(returnUrl, location.href).href,
      payment_method_data: { billing_details: details },
    },
  });
  if (result.paymentIntent?.status === 'requires_action') result = await stripe.handleNextAction({ clientSecret });
  return conclude(result);
}

form.addEventListener('submit', async event => {
  event.preventDefault();
  if (busy || !ready) return;
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
document.addEventListener('input', keepDraft);
document.addEventListener('change', keepDraft);
addEventListener('pageshow', event => {
  if (event.persisted) location.reload();
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => elements?.update({ appearance: appearance() }));
new MutationObserver(changes => {
  if (changes.some(change => change.target === document.documentElement)) elements?.update({ appearance: appearance() });
  readTotal();
  restoreDrafts();
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-amount', 'data-currency', 'data-text', 'data-theme'] });

keepEarlier();
// A country that was chosen before the circuit listened is told again, until the total is the one for it.
setInterval(() => {
  const country = document.querySelector('[data-billing=country]');
  const priced = document.querySelector('[data-checkout-total]')?.dataset.country;
  if (!busy && country && priced && country.value !== priced) country.dispatchEvent(new Event('change', { bubbles: true }));
}, 1000);

restoreDrafts();
start();
