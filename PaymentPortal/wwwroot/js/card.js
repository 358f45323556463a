// Saves a card, or takes a saved one, and pays with it what is open. It needs no circuit; what was paid is learned from Stripe.

import { declineSentence, saveSentence } from './declines.js';
import { appearance, loadStripe } from './element.js';
import { savedMethod, sayBeside } from './methods.js';

const section = document.getElementById('payment');
const form = document.getElementById('payment-form');
const button = document.getElementById('pay-button');
const message = document.getElementById('pay-message');
const host = document.getElementById('payment-element');
const { publishableKey, setupUrl, useUrl, completeUrl, methodsUrl, antiforgery, seller, email, invoice, currency, amount } = section.dataset;
const pays = amount !== undefined;
const settled = ['succeeded', 'processing', 'requires_capture'];
const again = pays ? 'Press Pay again: you will not be charged twice.' : 'Press Save again.';
const unloaded = 'The card form could not be loaded. Check your connection, then try again.';

let stripe, elements;
let [ready, busy, kept] = [false, false, null];

const takesNew = () => !savedMethod();

function say(text, action) {
  message.textContent = sayBeside(text) ? '' : text;
  if (!action) return false;
  const retry = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Try again' });
  retry.addEventListener('click', action);
  message.append(' ', retry);
  return false;
}

function show() {
  host.hidden = !takesNew();
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
  elements = stripe.elements({ mode: 'setup', currency, appearance: appearance() });
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
  return say((pays ? declineSentence : saveSentence)(error) ?? `Something went wrong on the way. ${again}`);
}

// The method to use: one that was chosen, or a new one, which is saved once however often it is then tried.
async function method() {
  if (!takesNew()) return savedMethod();
  if (kept) return kept;
  const { error: incomplete } = await elements.submit();
  if (incomplete) return refused(incomplete);
  const answer = await ask(setupUrl, { invoice: invoice || null });
  if (!answer) return false;
  const { setupIntent, error } = await stripe.confirmSetup({
    elements, clientSecret: answer.clientSecret, redirect: 'if_required', confirmParams: { return_url: pays ? location.href : new URL(methodsUrl, location.href).href },
  });
  // An account that is not known to be its owner's cannot be used before he has confirmed it, days later; the page after this one says how.
  if (setupIntent?.next_action?.type === 'verify_with_microdeposits') {
    location.replace(methodsUrl);
    return 'waits';
  }
  if (setupIntent?.status !== 'succeeded') return refused(error);
  kept = typeof setupIntent.payment_method === 'string' ? setupIntent.payment_method : setupIntent.payment_method.id;
  return kept;
}

async function pay(clientSecret, paymentMethod) {
  let { paymentIntent, error } = await stripe.confirmPayment({
    clientSecret, redirect: 'if_required', confirmParams: { payment_method: paymentMethod, return_url: new URL(completeUrl, location.href).href },
  });
  if (paymentIntent?.status === 'requires_action') ({ paymentIntent, error } = await stripe.handleNextAction({ clientSecret }));
  const intent = paymentIntent ?? error?.payment_intent;
  return settled.includes(intent?.status) ? true : refused(error);
}

async function go() {
  const paymentMethod = await method();
  if (!paymentMethod) return false;
  if (paymentMethod === 'waits') return true;
  const makeDefault = pays || document.getElementById('make-default')?.checked !== false;
  const answer = await ask(useUrl, { method: paymentMethod, makeDefault, amount: pays ? Number(amount) : null, invoice: invoice || null });
  if (!answer) return false;
  for (const secret of answer.secrets) {
    if (!await pay(secret, paymentMethod)) return false;
  }
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
