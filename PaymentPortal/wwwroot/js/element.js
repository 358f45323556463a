// What every page with Stripe's payment element needs: its script, and its colours.

const loadScript = src => new Promise((resolve, reject) => {
  document.head.append(Object.assign(document.createElement('script'), { src, onload: resolve, onerror: reject }));
});

export async function loadStripe(publishableKey) {
  if (!window.Stripe) await loadScript(document.querySelector('script[src*="stripe.js"]').src);
  return window.Stripe(publishableKey, { locale: document.documentElement.lang || 'auto' });
}

// The page's own colours for the element's frame, as the browser resolves them.
export function appearance() {
  const probe = document.body.appendChild(document.createElement('span'));
  const variables = {};
  const tokens = { colorPrimary: '--accent', colorBackground: '--surface', colorText: '--text', colorDanger: '--failed' };
  for (const [name, token] of Object.entries(tokens)) {
    probe.style.color = `var(${token})`;
    variables[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return { theme: 'stripe', variables };
}
