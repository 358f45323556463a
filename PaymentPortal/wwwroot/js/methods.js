// The ways to pay that are saved: which one is chosen, and what is said beside it. Where none is, another is typed in.

const form = document.getElementById('payment-form');
const chosen = () => form.querySelector('[name=method]:checked')?.value;

export const savedMethod = () => (chosen() && chosen() !== 'new' ? chosen() : null);

// A sentence about the saved method that is chosen stands beside it; an empty one clears them all. False where none is chosen.
export function sayBeside(text) {
  for (const place of form.querySelectorAll('[data-method-error]')) place.textContent = place.dataset.methodError === savedMethod() ? text : '';
  return Boolean(text && savedMethod());
}
