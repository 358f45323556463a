// Passkeys: fetches the server's question, lets the browser ask the device, and sends the form with the answer. Without the browser's help the form is not shown.

const isAble = 'PublicKeyCredential' in window && 'parseCreationOptionsFromJSON' in PublicKeyCredential;
const sentences = {
  InvalidStateError: 'This device holds a passkey for your account already.',
  NotAllowedError: 'Nothing was done: the device did not confirm it.',
  SecurityError: 'Passkeys do not work at this address.',
};

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (!isAble) {
    form.hidden = true;
    continue;
  }
  form.addEventListener('submit', event => {
    event.preventDefault();
    ask(form);
  });
}

async function ask(form) {
  const button = form.querySelector('[type=submit]'), error = form.querySelector('[data-passkey-error]');
  if (button.getAttribute('aria-busy')) return;
  button.setAttribute('aria-busy', 'true');
  error.hidden = true;
  try {
    const body = new FormData();
    body.set('purpose', form.dataset.passkey);
    body.set('__RequestVerificationToken', form.elements.__RequestVerificationToken.value);
    const answer = await fetch(form.dataset.options, { method: 'POST', body });
    if (!answer.ok) throw new Error(answer.status === 429 ? 'These were too many attempts. Wait a minute and try again.' : 'The server could not be asked. Try again.');
    const options = await answer.json();
    const credential = form.dataset.passkey === 'create'
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    form.elements.Credential.value = JSON.stringify(credential);
    form.submit();
  } catch (problem) {
    button.removeAttribute('aria-busy');
    error.textContent = sentences[problem.name] ?? (problem instanceof DOMException ? 'The passkey could not be used. Try again.' : problem.message);
    error.hidden = false;
  }
}
