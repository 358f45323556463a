// The little that the pages need without a circuit: menus that close, ids that are copied, the theme without a reload, forms that are sent once,
// the first error in focus, and a connection that is tried again. Everything works by delegation, so that it holds for parts that are rendered later.

import './drafts.js';

document.addEventListener('click', event => {
  const target = event.target instanceof Element ? event.target : null;
  for (const menu of document.querySelectorAll('details[data-menu][open]')) {
    if (!menu.contains(target) || target.closest('.menu-item')) menu.open = false;
    // What the item opens gives the focus back to where it was: a closed menu has lost it.
    if (menu.contains(target) && target.closest('button.menu-item')) menu.querySelector('summary').focus();
  }
  if (!target) return;
  if (target.closest('[data-close-on-link] a')) target.closest('[data-close-on-link]:popover-open')?.hidePopover();
  const copied = target.closest('[data-copy]');
  if (copied) copy(copied);
  const fills = target.closest('[data-fills]');
  if (fills) fill(fills);
  if (target.closest('[data-reload]')) location.reload();
  if (target.closest('[data-reconnect]')) reconnect();
});

// A button that fills in a field, or steps it: the same as typing there.
function fill({ dataset, value }) {
  const field = document.getElementById(dataset.fills);
  if (dataset.step) field.stepUp(Number(dataset.step));
  else field.value = value;
  for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
}

document.addEventListener('keydown', event => {
  if (event.key !== 'Escape') return;
  const menu = document.querySelector('details[data-menu][open]');
  if (!menu) return;
  menu.open = false;
  menu.querySelector('summary')?.focus();
});

document.addEventListener('submit', event => {
  const form = event.target;
  if (form.matches('[data-theme-form]')) return chooseTheme(event, form);
  if (form.method !== 'post' || form.dataset.sent) return form.dataset.sent ? event.preventDefault() : undefined;
  if (!form.matches('[data-once]')) return;
  form.dataset.sent = 'true';
  const button = event.submitter ?? form.querySelector('[type=submit]');
  button?.setAttribute('aria-busy', 'true');
});

// A page that the back button brings out of the browser's memory can be sent again.
addEventListener('pageshow', event => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
  for (const button of document.querySelectorAll('form[data-once] [aria-busy]')) button.removeAttribute('aria-busy');
});

document.querySelector('[aria-invalid="true"]')?.focus();

// A dialog that a page renders is modal from the start; Escape presses its Cancel, and the focus goes back to where it was.
let beforeDialog;
new MutationObserver(changes => {
  const touched = list => changes.some(change => [...change[list]].some(node => node instanceof Element && (node.matches('dialog[data-modal]') || node.querySelector('dialog[data-modal]'))));
  if (touched('removedNodes') && beforeDialog?.isConnected) beforeDialog.focus();
  if (!touched('addedNodes')) return;
  const dialog = document.querySelector('dialog[data-modal]:not([open])');
  if (!dialog) return;
  beforeDialog = document.activeElement;
  dialog.showModal();
}).observe(document.body, { childList: true, subtree: true });

// What somebody unfolded or folded stays so where the page is drawn anew, as it is when it comes to life.
const folds = new Map();
const foldOf = details => {
  const titled = [...document.querySelectorAll('details')].filter(each => each.firstElementChild.textContent === details.firstElementChild.textContent);
  return `${location.pathname} ${titled.indexOf(details)} ${details.firstElementChild.textContent}`;
};
document.addEventListener('toggle', ({ target }) => target.matches('details') && target.isConnected && folds.set(foldOf(target), target.open), true);
// The browser tells of it a moment after the press, and the page may be drawn anew in between.
document.addEventListener('click', ({ target }) => {
  const details = target instanceof Element && target.closest('summary')?.parentElement;
  if (details) folds.set(foldOf(details), !details.open);
});
new MutationObserver(changes => {
  const drawn = changes.flatMap(change => [...change.addedNodes]).filter(node => node instanceof Element).flatMap(node => [node, ...node.querySelectorAll('details')]);
  for (const details of drawn.filter(node => node.matches('details') && node.isConnected)) details.open = folds.get(foldOf(details)) ?? details.open;
}).observe(document.body, { childList: true, subtree: true });

document.addEventListener('cancel', event => {
  if (!event.target.matches('dialog[data-modal]')) return;
  event.preventDefault();
  event.target.querySelector('[data-cancel]')?.click();
}, true);

async function copy(element) {
  await navigator.clipboard.writeText(element.dataset.copy);
  element.dataset.copied = 'true';
  setTimeout(() => delete element.dataset.copied, 1500);
}

function chooseTheme(event, form) {
  event.preventDefault();
  const chosen = event.submitter.value;
  if (chosen === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
  for (const button of document.querySelectorAll('[data-theme-form] button')) button.setAttribute('aria-pressed', String(button.value === chosen));
  const body = new FormData(form);
  body.set('theme', chosen);
  fetch(form.action, { method: 'POST', body, redirect: 'manual' });
}

// Blazor's script gives up after some minutes; a page that is left open overnight should still come back.
const notice = document.getElementById('components-reconnect-modal');
const hasFailed = () => notice?.classList.contains('components-reconnect-failed');
async function reconnect() {
  if (!hasFailed()) return;
  try {
    const isBack = await Blazor.reconnect();
    notice.classList.remove('components-reconnect-failed');
    notice.classList.add(isBack ? 'components-reconnect-hide' : 'components-reconnect-rejected');
  } catch {
    // The server is still out of reach: the next attempt follows by itself.
  }
}
// After a restart the server does not know the page any more. Drafts outlive its reload; a payment under way, which needs no circuit, would not.
if (notice) new MutationObserver(() => notice.classList.contains('components-reconnect-rejected') && !document.getElementById('payment') && location.reload()).observe(notice, { attributes: true, attributeFilter: ['class'] });
setInterval(reconnect, 20_000);
addEventListener('online', reconnect);
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && reconnect());
