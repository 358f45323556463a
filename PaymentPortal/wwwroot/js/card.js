// Saves a card, or takes a saved one, and pays with it what is open. It needs no circuit; what was paid is learned from Stripe.

import { declineSentence, saveSentence } from './declines.js';
import { appearance, loadStripe } from './element.js';
import { savedMethod, sayBeside } from './methods.js';

const section = document.getElementById('payment');
const form = document.getElementById('payment-form');
const button = document.getElementById('pay-button');
const message = document.getElementById('pay-message');
const host = document.getElementById('payment-element');
const typedNote = document.getElementById('typed-note');
const { publishableKey, setupUrl, useUrl, completeUrl, methodsUrl, antiforgery, seller, email, customer, invoice, currency, amount, first, asked, byCard } = section.dataset;
const pays = amount !== undefined;
const settled = ['succeeded', 'processing', 'requires_capture'];
const again = pays ? 'Press Pay again: you will not be charged twice.' : 'Press Save again.';
const unloaded = 'The card form could not be loaded. Check your connection, then try again.';

let stripe, elements;
let [ready, busy, kept] = [false, false, null];
// Who has just confirmed a change whose bank asks is asked at once, for the payment that he confirmed and for no other. A reload, or coming back, asks nothing.
let begins = Boolean(asked && invoice) && sessionStorage.getItem('bank-asks') === invoice;
sessionStorage.removeItem('bank-asks');

const takesNew = () => !savedMethod();
const idOf = intent => intent.payment_method?.id ?? intent.payment_method;

// What is said of the method that is chosen stands beside it; anything else is about the payment.
function say(text, action, ofMethod = false) {
  message.textContent = sayBeside(ofMethod ? text : '') ? '' : text;
  if (!action) return false;
  const retry = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Try again' });
  retry.addEventListener('click', action);
  message.append(' ', retry);
  return false;
}

function show() {
  host.hidden = typedNote.hidden = !takesNew();
  button.disabled = busy || (takesNew() && !ready);
  button.setAttribute('aria-busy', String(busy));
}

async function start() {
  say('');
  try {
    stripe ??= await loadStripe(publishableKey);
  } catch {
    return say(unloaded, start);
  }
  elements = stripe.elements({ ...(pays ? { mode: 'payment', amount: Number(first), setupFutureUsage: 'off_session' } : { mode: 'setup' }), currency, appearance: appearance() });
  const element = elements.create('payment', { business: { name: seller }, defaultValues: { billingDetails: { email } } });
  element.on('ready', () => {
    ready = true;
    show();
  });
  element.on('change', () => { kept = null; });
  element.on('loaderror', () => {
    element.destroy();
    elements = null;
    ready = false;
    show();
    say(unloaded, start);
  });
  element.mount('#payment-element');
  show();
  if (begins && savedMethod() === asked) form.requestSubmit();
  begins = false;
}

async function ask(url, body) {
  let response, text;
  try {
    response = await fetch(url, {
      method: 'POST', redirect: 'manual', signal: AbortSignal.timeout(20000),
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', RequestVerificationToken: antiforgery },
      body: JSON.stringify(body),
    });
    text = await response.text();
  } catch {
    return say(`The connection was lost. ${again}`);
  }
  if (response.type === 'opaqueredirect' || response.status === 401) return location.reload();
  const answer = /json/.test(response.headers.get('Content-Type')) ? JSON.parse(text) : null;
  if (response.ok && answer) return answer;
  if (response.status === 400 && !answer) return say('This page is out of date. Reload it, then try again.');
  if (response.status === 429) return say('These were too many attempts. Try again in a minute.');
  return say(answer?.sentence ?? `Something went wrong on our side. ${again}`);
}

function refused(error) {
  if (error?.type === 'validation_error') return false;
  if (error?.type === 'api_connection_error') return say(`The connection was lost. ${again}`);
  const declined = (pays ? declineSentence : saveSentence)(error);
  // The bank has asked, and what its holder answered stands here now.
  if (declined) document.getElementById('bank-asks')?.remove();
  return say(declined ?? `Something went wrong on the way. ${again}`, null, Boolean(declined));
}

// A method that is typed in where nothing is to be paid.
async function save() {
  const { error: incomplete } = await elements.submit();
  if (incomplete) return refused(incomplete);
  const answer = await ask(setupUrl, { invoice: invoice || null, customer });
  if (!answer) return false;
  const { setupIntent, error } = await stripe.confirmSetup({
    elements, clientSecret: answer.clientSecret, redirect: 'if_required', confirmParams: { return_url: new URL(methodsUrl, location.href).href },
  });
  // An account that is not known to be its owner's cannot be used before he has confirmed it, days later; the page after this one says how.
  if (setupIntent?.next_action?.type === 'verify_with_microdeposits') {
    location.replace(methodsUrl);
    return 'waits';
  }
  if (setupIntent?.status !== 'succeeded') return refused(error);
  kept = idOf(setupIntent);
  return kept;
}

// Gives what paid; a new method, which is saved by that, is the element's.
async function pay(payment, paymentMethod) {
  const { clientSecret } = payment;
  const confirmParams = { return_url: new URL(completeUrl, location.href).href, ...(paymentMethod ? { payment_method: paymentMethod } : {}) };
  let { paymentIntent, error } = await stripe.confirmPayment({ ...(paymentMethod ? {} : { elements }), clientSecret, redirect: 'if_required', confirmParams });
  // An account that is not known to be its owner's is debited once he has confirmed it, days later; this page says how.
  if (paymentIntent?.next_action?.type === 'verify_with_microdeposits') {
    location.replace(`${location.pathname}?invoice=${payment.invoice}`);
    return 'waits';
  }
  if (paymentIntent?.status === 'requires_action') ({ paymentIntent, error } = await stripe.handleNextAction({ clientSecret }));
  const intent = paymentIntent ?? error?.payment_intent;
  return settled.includes(intent?.status) ? paymentMethod ?? idOf(intent) : refused(error);
}

// A method that is saved already can be made the one that pays before it does; a new one only then.
async function payWith(saved) {
  if (!saved) {
    const { error: incomplete, selectedPaymentMethod } = await elements.submit();
    if (incomplete) return refused(incomplete);
    if (byCard && /_debit$|bank_account$/.test(selectedPaymentMethod)) return say(byCard);
  }
  const answer = await ask(useUrl, { method: saved, makeDefault: true, amount: Number(amount), invoice: invoice || null, customer });
  if (!answer) return false;
  for (const payment of answer.payments) {
    const paid = await pay(payment, saved ?? kept);
    if (!paid || paid === 'waits') return paid === 'waits';
    if (saved || kept) continue;
    kept = paid;
    await ask(useUrl, { method: kept, makeDefault: true, amount: null, invoice: payment.invoice, customer });
  }
  location.replace(completeUrl);
  return true;
}

async function go() {
  const known = savedMethod() ?? kept;
  if (pays) return payWith(known);
  const paymentMethod = known ?? await save();
  if (!paymentMethod || paymentMethod === 'waits') return paymentMethod === 'waits';
  const answer = await ask(useUrl, { method: paymentMethod, makeDefault: document.getElementById('make-default')?.checked !== false, amount: null, invoice: null, customer });
  if (!answer) return false;
  location.replace(completeUrl);
  return true;
}

form.addEventListener('submit', async event => {
  event.preventDefault();
  if (busy || button.disabled) return;
  busy = true;
  show();
  say('');
  let leaving = false;
  try {
    leaving = await go();
  } catch (error) {
    say(`Something went wrong on our side. ${again}`);
    reportError(error);
  }
  if (leaving) return;
  busy = false;
  show();
  if (document.activeElement === document.body) button.focus();
});

form.addEventListener('change', ({ target }) => {
  if (target.name === 'method') say('');
  show();
});
addEventListener('pageshow', event => {
  if (event.persisted) location.reload();
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => elements?.update({ appearance: appearance() }));
start();
