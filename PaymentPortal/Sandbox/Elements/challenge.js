// The bank's question of a 3D Secure payment: a modal dialog, answered by the buttons or by Escape, which rejects.

const zeroDecimal = 'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' ');
const threeDecimal = 'bhd jod kwd omr tnd'.split(' ');

function formatAmount(amount, currency) {
  const decimals = zeroDecimal.includes(currency) ? 0 : threeDecimal.includes(currency) ? 3 : 2;
  const options = { style: 'currency', currency, minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return new Intl.NumberFormat(document.documentElement.lang || undefined, options).format(amount / 10 ** decimals);
}

// Resolves to true where the payment was approved.
function askBank(intent, seller) {
  return new Promise(resolve => {
    const approve = node('button', { type: 'button', class: 'sbx-button sbx-primary' }, 'Approve');
    const reject = node('button', { type: 'button', class: 'sbx-button' }, 'Reject');
    const what = intent.object === 'setup_intent' ? 'that your card is saved for coming payments' : `this payment of ${formatAmount(intent.amount, intent.currency)}`;
    const dialog = node('dialog', { class: 'sbx-dialog', 'aria-labelledby': 'sbx-dialog-title', 'aria-describedby': 'sbx-dialog-text' },
      node('h2', { id: 'sbx-dialog-title' }, 'Sandbox Bank asks'),
      node('p', { id: 'sbx-dialog-text' }, `Do you approve ${what}${seller ? ` to ${seller}` : ''}?`),
      node('div', { class: 'sbx-buttons' }, reject, approve));
    const before = document.activeElement;
    approve.addEventListener('click', () => dialog.close('approved'));
    reject.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => {
      dialog.remove();
      before?.focus?.();
      resolve(dialog.returnValue === 'approved');
    }, { once: true });
    document.body.append(dialog);
    dialog.showModal();
    approve.focus();
  });
}
