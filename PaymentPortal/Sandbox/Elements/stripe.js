// The sandbox's stand-in for Stripe.js: the same calls and answers, spoken to /v1 of this origin with the publishable key.

const origin = new URL(document.currentScript?.src ?? location.href, location.href).origin;
const settled = ['succeeded', 'processing', 'requires_capture'];

function misuse(message) {
  const error = new Error(message);
  error.name = 'IntegrationError';
  return error;
}

function flatten(form, prefix, value) {
  if (value === undefined || value === null) return form;
  if (typeof value !== 'object') {
    form.append(prefix, String(value));
    return form;
  }
  for (const [key, inner] of Object.entries(value)) flatten(form, prefix ? `${prefix}[${key}]` : key, inner);
  return form;
}

// Every answer is the object itself or { error }, as Stripe.js gives it; nothing is thrown for what a customer can meet.
async function call(key, method, path, parameters) {
  const form = flatten(new URLSearchParams(), '', parameters);
  const url = new URL(method === 'GET' ? `${path}?${form}` : path, origin);
  let response;
  let body;
  try {
    response = await fetch(url, {
      method, credentials: 'omit', body: method === 'GET' ? undefined : form,
      headers: { Authorization: `Bearer ${key}` },
    });
    body = await response.text();
  } catch {
    return { error: { type: 'api_connection_error', message: 'The connection to the sandbox was lost.' } };
  }
  try {
    body = JSON.parse(body);
  } catch {
    body = null;
  }
  if (response.ok && body) return body;
  return { error: body?.error ?? { type: 'api_error', message: 'The sandbox gave an answer that could not be read.' } };
}

const intentId = (clientSecret, prefix = 'pi') => {
  const id = new RegExp(`^(${prefix}_\\w+?)_secret_\\w+$`).exec(clientSecret ?? '')?.[1];
  if (!id) throw misuse(`A client secret of an intent is needed: ${prefix}_..._secret_...`);
  return id;
};
const isSetup = clientSecret => clientSecret?.startsWith('seti_');

class Stripe {
  #key;
  #seller = '';

  constructor(publishableKey) {
    if (typeof publishableKey !== 'string' || !publishableKey.startsWith('pk_test_')) {
      throw misuse('The sandbox takes publishable test keys only: pk_test_...');
    }
    this.#key = publishableKey;
  }

  elements(options = {}) {
    return new Elements(options, clientSecret => this.retrievePaymentIntent(clientSecret), seller => { this.#seller = seller; });
  }

  async retrievePaymentIntent(clientSecret) {
    const intent = await call(this.#key, 'GET', `/v1/payment_intents/${intentId(clientSecret)}`, { client_secret: clientSecret });
    return intent.error ? intent : { paymentIntent: intent };
  }

  async retrieveSetupIntent(clientSecret) {
    const intent = await call(this.#key, 'GET', `/v1/setup_intents/${intentId(clientSecret, 'seti')}`, { client_secret: clientSecret });
    return intent.error ? intent : { setupIntent: intent };
  }

  async confirmSetup({ elements, clientSecret, confirmParams = {}, redirect = 'always' }) {
    const element = elements?.mounted() ?? null;
    if (elements && !element) throw misuse('confirmSetup needs a mounted payment element.');
    if (elements && !elements.submitted) throw misuse('elements.submit() comes before confirmSetup.');
    if (redirect !== 'if_required' && !confirmParams.return_url) throw misuse('confirmParams.return_url is needed.');
    const { payment_method_data: data, ...others } = confirmParams;
    const method = element?.method(data) ?? {};
    const intent = await call(this.#key, 'POST', `/v1/setup_intents/${intentId(clientSecret, 'seti')}/confirm`,
      { ...others, ...method, client_secret: clientSecret, use_stripe_sdk: true });
    const result = intent.error ? intent : await this.#act(intent, clientSecret);
    if (result.error) element?.refuse(result.error);
    else if (redirect !== 'if_required') location.assign(confirmParams.return_url);
    return result;
  }

  async confirmPayment({ elements, clientSecret = elements?.clientSecret, confirmParams = {}, redirect = 'always' }) {
    const element = elements?.mounted() ?? null;
    if (elements && !element) throw misuse('confirmPayment needs a mounted payment element.');
    if (elements && !elements.clientSecret && !elements.submitted) throw misuse('elements.submit() comes before confirmPayment.');
    if (redirect !== 'if_required' && !confirmParams.return_url) throw misuse('confirmParams.return_url is needed.');
    const { payment_method_data: data, ...others } = confirmParams;
    const method = element?.method(data) ?? {};
    const intent = await call(this.#key, 'POST', `/v1/payment_intents/${intentId(clientSecret)}/confirm`,
      { ...others, ...method, client_secret: clientSecret, use_stripe_sdk: true });
    const result = intent.error ? intent : await this.#act(intent, clientSecret);
    if (result.error) element?.refuse(result.error);
    else if (redirect !== 'if_required') this.#leave(confirmParams.return_url, result.paymentIntent, clientSecret);
    return result;
  }

  async handleNextAction({ clientSecret }) {
    const result = await this.#retrieve(clientSecret);
    return result.error ? result : this.#act(result.paymentIntent ?? result.setupIntent, clientSecret);
  }

  async createPaymentMethod({ elements, params, ...direct }) {
    const element = elements?.mounted();
    if (elements && !element) throw misuse('createPaymentMethod needs a mounted payment element.');
    const made = element ? element.method(params).payment_method_data : direct;
    const method = await call(this.#key, 'POST', '/v1/payment_methods', made);
    return method.error ? method : { paymentMethod: method };
  }

  async #act(intent, clientSecret) {
    const action = intent.next_action;
    if (intent.status !== 'requires_action' || action?.type !== 'use_stripe_sdk') return this.#outcome(intent);
    const approved = await askBank(intent, this.#seller);
    const answer = await call(this.#key, 'POST', '/v1/3ds2/authenticate',
      { source: action.use_stripe_sdk.three_d_secure_2_source, outcome: approved ? 'succeeded' : 'failed' });
    if (answer.error) return answer;
    const result = await this.#retrieve(clientSecret);
    return result.error ? result : this.#outcome(result.paymentIntent ?? result.setupIntent);
  }

  #retrieve(clientSecret) { return isSetup(clientSecret) ? this.retrieveSetupIntent(clientSecret) : this.retrievePaymentIntent(clientSecret); }

  #outcome(intent) {
    const kind = intent.object === 'setup_intent' ? 'setup' : 'payment';
    const serversTurn = intent.status === 'requires_confirmation' && intent.confirmation_method === 'manual';
    if (settled.includes(intent.status) || intent.status === 'requires_action' || serversTurn) return { [`${kind}Intent`]: intent };
    const failed = intent[`last_${kind}_error`]
      ?? { type: 'card_error', code: `${kind}_intent_authentication_failure`, message: 'The bank did not confirm it.' };
    return { error: { ...failed, [`${kind}_intent`]: intent } };
  }

  #leave(returnUrl, intent, clientSecret) {
    const url = new URL(returnUrl, location.href);
    url.searchParams.set('payment_intent', intent.id);
    url.searchParams.set('payment_intent_client_secret', clientSecret);
    url.searchParams.set('redirect_status', settled.includes(intent.status) ? 'succeeded' : 'failed');
    location.assign(url);
  }
}

class Elements {
  #options;
  #retrieve;
  #sells;
  #element = null;
  submitted = false;

  constructor(options, retrieve, sells) {
    this.#options = { ...options };
    this.#retrieve = retrieve;
    this.#sells = sells;
    if (!options.clientSecret) this.#check();
  }

  get clientSecret() { return this.#options.clientSecret; }

  create(type, options = {}) {
    if (type !== 'payment') throw misuse(`The sandbox has the payment element only, not "${type}".`);
    if (this.#element) throw misuse('There is a payment element already.');
    this.#element = new PaymentElement(options, () => this.#types, () => { this.#element = null; }, () => { this.submitted = false; });
    this.#sells(this.#element.seller);
    return this.#element;
  }

  getElement(type) { return type === 'payment' ? this.#element : null; }

  mounted() { return this.#element?.mounted ? this.#element : null; }

  update(options) {
    const before = this.#types.join();
    this.#options = { ...this.#options, ...options };
    if (!this.clientSecret) this.#check();
    if (this.#types.join() !== before) this.#element?.draw();
  }

  // What can pay in the currency.
  get #types() { return ['card', ...{ eur: ['sepa_debit'], usd: ['us_bank_account'] }[this.#options.currency] ?? []]; }

  async submit() {
    const element = this.mounted();
    if (!element) throw misuse('elements.submit() needs a mounted payment element.');
    const error = element.validate();
    this.submitted = !error;
    return error ? { error } : { selectedPaymentMethod: element.type };
  }

  async fetchUpdates() {
    if (!this.clientSecret) return {};
    const { paymentIntent, error } = await this.#retrieve(this.clientSecret);
    if (error) return { error };
    this.#options = { ...this.#options, amount: paymentIntent.amount, currency: paymentIntent.currency };
    return {};
  }

  #check() {
    const { mode, amount, currency } = this.#options;
    if (mode !== 'payment' && mode !== 'subscription' && mode !== 'setup') throw misuse('mode is "payment", "subscription" or "setup".');
    if (mode !== 'setup' && (!Number.isSafeInteger(amount) || amount < (mode === 'payment' ? 1 : 0))) throw misuse('amount is a whole number of minor units.');
    if (!/^[a-z]{3}$/.test(currency ?? '')) throw misuse('currency is a code of three lower-case letters.');
  }
}

class PaymentElement {
  #options;
  #listeners = new Map();
  #form = null;
  #root = null;
  #types;
  #forget;
  type = 'card';

  constructor(options, types, forget, edited) {
    this.#options = options;
    this.#types = types;
    this.#forget = forget;
    this.on('change', edited);
  }

  get mounted() { return this.#root?.isConnected === true; }
  get seller() { return this.#options.business?.name ?? ''; }

  mount(target) {
    const host = typeof target === 'string' ? document.querySelector(target) : target;
    if (!host) throw misuse(`There is no ${target} to mount the payment element in.`);
    this.#root ??= node('div', { class: 'sbx-element' });
    this.draw();
    host.replaceChildren(this.#root);
    loadStyles().then(() => this.#emit('ready'), () => this.#emit('loaderror', {
      error: { type: 'api_connection_error', message: 'The style sheet of the card form could not be loaded.' },
    }));
  }

  // The kinds side by side, where there are several, above the form of the one that is chosen.
  draw() {
    if (!this.#root) return;
    const types = this.#types();
    if (!types.includes(this.type)) this.type = types[0];
    const tabs = types.map(type => {
      const radio = node('input', { type: 'radio', name: 'sbx-type', value: type, checked: type === this.type ? '' : undefined });
      radio.addEventListener('change', () => {
        this.type = type;
        this.#show();
        this.#emit('change', { complete: this.#form.complete, empty: true, collapsed: false, value: { type } });
      });
      return node('label', { class: 'sbx-tab' }, radio, debits[type]?.name ?? 'Card');
    });
    this.#form = null;
    this.#root.replaceChildren(...(types.length > 1 ? [node('fieldset', { class: 'sbx-tabs' }, node('legend', {}, 'Kind of payment'), ...tabs)] : []));
    this.#show();
  }

  #show() {
    const emit = (event, detail) => this.#emit(event, detail);
    const details = this.#options.fields?.billingDetails;
    this.#form?.root.remove();
    this.#form = this.type === 'card' ? new CardForm(emit) : new BankForm(this.type, emit, {
      seller: this.seller, never: name => details === 'never' || details?.[name] === 'never', defaults: this.#options.defaultValues?.billingDetails,
    });
    this.#root.append(this.#form.root);
  }

  on(type, listener) {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
    return this;
  }

  once(type, listener) {
    const first = event => {
      this.off(type, first);
      listener(event);
    };
    return this.on(type, first);
  }

  off(type, listener) {
    this.#listeners.set(type, listener ? (this.#listeners.get(type) ?? []).filter(each => each !== listener) : []);
    return this;
  }

  update(options) {
    this.#options = { ...this.#options, ...options };
    this.#form?.takeDefaults?.(this.#options.defaultValues?.billingDetails);
  }

  focus() { this.#form?.fields[0].input.focus(); }
  blur() { this.#form?.fields.forEach(field => field.input.blur()); }
  collapse() { this.blur(); }
  unmount() { this.#root?.remove(); }

  destroy() {
    this.unmount();
    [this.#form, this.#root] = [null, null];
    this.#listeners.clear();
    this.#forget();
  }

  validate() {
    const problem = this.#form.validate();
    return problem && { type: 'validation_error', code: problem[0], message: problem[1] };
  }

  // What was typed, for a confirmation; what the call says of its owner goes first.
  method(data) {
    this.#checkGiven(data?.billing_details);
    const { billing_details: collected, ...form } = this.#form.data();
    return { payment_method_data: { ...data, ...form, billing_details: { ...collected, ...data?.billing_details } }, mandate_data: this.#form.mandate() };
  }

  // What the element was told never to collect has to come with the call, as Stripe.js asks.
  #checkGiven(details) {
    const never = this.#options.fields?.billingDetails;
    const address = never?.address;
    const wanted = never === 'never' ? ['name', 'email', 'phone', 'address'] : ['name', 'email', 'phone', 'address'].filter(name => never?.[name] === 'never');
    const parts = { line1: 'line1', line2: 'line2', city: 'city', state: 'state', country: 'country', postalCode: 'postal_code' };
    const missing = wanted.find(name => details?.[name] === undefined)
      ?? Object.keys(parts).find(name => address?.[name] === 'never' && details?.address?.[parts[name]] === undefined);
    if (missing) throw misuse(`fields.billingDetails says "never" for ${missing}, so confirmPayment must be given it.`);
  }

  refuse(error) { this.#form?.refuse(error.code === 'card_declined' ? error.decline_code : error.code, error.message); }

  #emit(type, detail) {
    for (const listener of this.#listeners.get(type) ?? []) listener({ elementType: 'payment', ...detail });
  }
}

let styles;
function loadStyles() {
  return styles ??= new Promise((resolve, reject) => {
    const link = node('link', { rel: 'stylesheet', href: new URL('/sandbox/elements.css', origin).href });
    link.addEventListener('load', resolve);
    link.addEventListener('error', () => {
      styles = undefined;
      link.remove();
      reject(new Error('elements.css'));
    });
    document.head.append(link);
  });
}

window.Stripe = Object.assign((key, options) => new Stripe(key, options), { version: 'dahlia' });
