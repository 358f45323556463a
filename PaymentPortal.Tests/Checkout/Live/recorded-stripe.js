// Stands where Stripe.js stands: keeps every call with its arguments, shows a card field in a frame of Stripe's origin, and confirms at api.stripe.com.

window.__calls = [];
const record = (name, ...given) => window.__calls.push(JSON.parse(JSON.stringify([name, ...given])));

const flat = (value, prefix, form) => {
  if (value === null || value === undefined) return form;
  if (typeof value !== 'object') form.append(prefix, value);
  else for (const [key, inner] of Object.entries(value)) flat(inner, prefix ? `${prefix}[${key}]` : key, form);
  return form;
};

let card = '';
addEventListener('message', event => {
  if (event.origin === 'https://js.stripe.com') card = event.data;
});

window.Stripe = (publishableKey, options) => {
  record('Stripe', publishableKey, options);
  const ask = async (method, path, sent) => {
    const form = flat(sent, '', new URLSearchParams());
    const isGet = method === 'GET';
    const answer = await fetch(`https://api.stripe.com/v1/${path}${isGet ? `?${form}` : ''}`, {
      method, credentials: 'omit', body: isGet ? undefined : form, headers: { Authorization: `Bearer ${publishableKey}` },
    });
    return answer.json();
  };
  const result = answer => (answer.error ? answer : { paymentIntent: answer });
  const intent = secret => `payment_intents/${secret.split('_secret_')[0]}`;
  return {
    elements(given) {
      record('elements', given);
      return {
        toJSON: () => 'the elements',
        update: changed => record('elements.update', changed),
        async submit() {
          record('elements.submit');
          return {};
        },
        create(type, settings) {
          record('elements.create', type, settings);
          const heard = {};
          return {
            on: (event, handler) => { heard[event] = handler; },
            update: changed => record('element.update', changed),
            mount(place) {
              record('element.mount', place);
              const frame = Object.assign(document.createElement('iframe'), { src: 'https://js.stripe.com/card.html', title: 'Secure payment input frame' });
              frame.onload = () => heard.ready();
              document.querySelector(place).append(frame);
            },
          };
        },
      };
    },
    async confirmPayment(given) {
      record('confirmPayment', given);
      const { payment_method_data: data, return_url } = given.confirmParams;
      const method = { type: 'card', ...data, card: { number: card, exp_month: 12, exp_year: 2040, cvc: '123' } };
      return result(await ask('POST', `${intent(given.clientSecret)}/confirm`, { client_secret: given.clientSecret, payment_method_data: method, return_url, use_stripe_sdk: true }));
    },
    async handleNextAction(given) {
      record('handleNextAction', given);
      const asked = await ask('GET', intent(given.clientSecret), { client_secret: given.clientSecret });
      await ask('POST', '3ds2/authenticate', { source: asked.next_action.use_stripe_sdk.three_d_secure_2_source, outcome: 'succeeded' });
      return result(await ask('GET', intent(given.clientSecret), { client_secret: given.clientSecret }));
    },
  };
};
