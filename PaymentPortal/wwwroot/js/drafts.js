// What is typed into a form with data-drafts outlives a lost line and a restart of the app: this tab keeps it until the form is left or says that it is saved.
// The attribute names what the form is about, so that nothing turns up in another one. Secrets and cards are never kept.

const secret = '[type=password], [type=hidden], [autocomplete^="cc-"], [autocomplete="one-time-code"]';
const fields = `[data-drafts] :is(input:not(${secret}), select, textarea, button[name][aria-pressed])`;
const notice = document.getElementById('components-reconnect-modal');
const prefixOf = about => `draft ${about} `;
const keyOf = field => prefixOf(field.closest('[data-drafts]').dataset.drafts) + (field.name || field.id);
const isRadio = field => field.type === 'radio';
const isPress = field => field.matches('button');

function keep({ target }) {
  if (target.matches?.(fields) && !isPress(target)) sessionStorage.setItem(keyOf(target), target.value);
}

// The button shows what it was until the server has answered.
function keepPress({ target }) {
  const button = target.closest?.(fields);
  if (button && isPress(button)) sessionStorage.setItem(keyOf(button), button.ariaPressed === 'true' ? '' : button.value);
}

function forget(about) {
  for (const key of Object.keys(sessionStorage).filter(key => key.startsWith(prefixOf(about)))) sessionStorage.removeItem(key);
}

// Shows the drafts, and tells the server of them: what was typed while it was out of reach never came there.
function restore(field, { isBack = false } = {}) {
  const draft = sessionStorage.getItem(keyOf(field));
  if (draft === null) return;
  const isChosen = draft === field.value;
  if (isPress(field)) {
    if (isChosen && field.ariaPressed === 'false') field.click();
    return;
  }
  if (isRadio(field) ? !isChosen || (field.checked && !isBack) : isChosen && !isBack) return;
  if (isRadio(field)) field.checked = true;
  else field.value = draft;
  for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
}

// With data-drafts-of-visit it is kept for the visit alone: whoever opens the page anew finds nothing chosen for him.
const isNewVisit = performance.getEntriesByType('navigation')[0]?.type === 'navigate';
const within = (nodes, selector) => nodes.filter(node => node instanceof Element).flatMap(node => [...(node.matches(selector) ? [node] : []), ...node.querySelectorAll(selector)]);

new MutationObserver(changes => {
  const [added, removed] = ['addedNodes', 'removedNodes'].map(list => changes.flatMap(change => [...change[list]]));
  for (const saved of within(added, '[data-drafts-saved]')) forget(saved.dataset.draftsSaved);
  for (const form of within(removed, '[data-drafts]')) if (!form.isConnected) forget(form.dataset.drafts);
  if (isNewVisit) for (const form of within(added, '[data-drafts-of-visit]')) forget(form.dataset.drafts);
  for (const field of within(added, fields)) restore(field);
}).observe(document.body, { childList: true, subtree: true });

let wasLost = false;
new MutationObserver(() => {
  const isLost = /components-reconnect-(show|failed|retrying)/.test(notice.className);
  if (wasLost && !isLost && !notice.classList.contains('components-reconnect-rejected')) for (const field of document.querySelectorAll(fields)) restore(field, { isBack: true });
  wasLost = isLost;
}).observe(notice, { attributes: true, attributeFilter: ['class'] });

document.addEventListener('input', keep);
document.addEventListener('change', keep);
document.addEventListener('click', keepPress, true);
document.addEventListener('submit', event => event.target.matches('[action="/account/sign-out"]') && sessionStorage.clear());
