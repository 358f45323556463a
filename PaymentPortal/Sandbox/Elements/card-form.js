// The card form that stands inside the page. Its inputs have no name, so that a form around it can never send them anywhere.

const testCards = [
  ['4242 4242 4242 4242', 'pays'],
  ['4000 0000 0000 0002', 'is declined'],
  ['4000 0027 6000 3184', 'asks for 3D Secure'],
];
let formCount = 0;

function node(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

// The test cards or accounts below a form, to be filled in at a press.
function hint(text, numbers, fill) {
  const chips = numbers.map(([number, effect]) => {
    const chip = node('button', { type: 'button', class: 'sbx-chip' }, number);
    chip.addEventListener('click', () => fill(number));
    return node('li', {}, chip, ` ${effect}`);
  });
  return node('div', { class: 'sbx-hint' }, node('p', {}, text), node('ul', {}, ...chips));
}

// The first problem, shown beside its field, which gets the focus; null where the form can be sent.
function validateAll(fields) {
  let first = null;
  for (const field of fields) {
    const problem = field.problem();
    field.touched = true;
    field.show(problem);
    if (problem && !first) {
      first = problem;
      field.input.focus();
    }
  }
  return first;
}

class CardField {
  constructor(form, key, label, input, format, isFull, problem) {
    const id = `${form.id}-${key}`;
    this.key = key;
    this.format = format;
    this.isFull = isFull;
    this.findProblem = problem;
    this.touched = false;
    this.input = node('input', {
      id, type: 'text', inputmode: 'numeric', class: 'sbx-input', autocapitalize: 'off', autocorrect: 'off', spellcheck: 'false',
      required: '', 'aria-describedby': `${id}-error`, ...input,
    });
    this.error = node('span', { id: `${id}-error`, class: 'sbx-error' });
    this.box = node('div', { class: 'sbx-box' }, this.input);
    this.root = node('div', { class: `sbx-field sbx-${key}` }, node('label', { for: id, class: 'sbx-label' }, label), this.box, this.error);
    this.input.addEventListener('input', event => {
      this.write(this.input.value, event.inputType?.startsWith('delete') === true);
      form.changed(this);
    });
    this.input.addEventListener('blur', event => {
      this.touched ||= this.input.value !== '';
      // A message that appears between a button's press and release would push the button away from under the pointer.
      if (event.relatedTarget?.localName !== 'button') this.show(this.touched ? this.problem() : null);
      form.emit('blur');
    });
    this.input.addEventListener('focus', () => form.emit('focus'));
  }

  get value() { return this.input.value; }
  get empty() { return this.input.value === ''; }
  get wrong() { return this.input.hasAttribute('aria-invalid'); }
  get full() { return this.isFull(this.input.value); }

  problem() { return this.findProblem(this.input.value); }

  write(text, deleting = false) {
    const digitsBefore = digitsOf(text.slice(0, this.input.selectionStart ?? text.length)).length;
    const atEnd = (this.input.selectionStart ?? text.length) >= text.length;
    const formatted = this.format(text, deleting);
    if (formatted === this.input.value) return;
    this.input.value = formatted;
    if (document.activeElement !== this.input) return;
    let caret = formatted.length;
    if (!atEnd) {
      caret = 0;
      for (let seen = 0; caret < formatted.length && seen < digitsBefore; caret++) seen += /\d/.test(formatted[caret]) ? 1 : 0;
    }
    this.input.setSelectionRange(caret, caret);
  }

  show(problem) {
    this.error.textContent = problem ? problem[1] : '';
    if (problem) this.input.setAttribute('aria-invalid', 'true');
    else this.input.removeAttribute('aria-invalid');
  }
}

class CardForm {
  constructor(emit) {
    this.id = `sbx-card-${++formCount}`;
    this.emit = emit;
    this.number = new CardField(this, 'number', 'Card number', { autocomplete: 'cc-number', placeholder: '1234 1234 1234 1234' },
      formatNumber, text => digitsOf(text).length === Math.max(...brandOf(digitsOf(text)).lengths), numberProblem);
    this.expiry = new CardField(this, 'expiry', 'Expiry date', { autocomplete: 'cc-exp', placeholder: 'MM / YY' },
      formatExpiry, text => digitsOf(text).length === 4, text => expiryProblem(text, new Date()));
    this.cvc = new CardField(this, 'cvc', 'Security code', { autocomplete: 'cc-csc', placeholder: 'CVC' },
      text => digitsOf(text).slice(0, brandOf(digitsOf(this.number.value)).cvc), () => false, text => cvcProblem(text, this.number.value));
    this.fields = [this.number, this.expiry, this.cvc];
    this.brand = node('span', { class: 'sbx-brand', hidden: '' });
    this.number.box.append(this.brand);
    this.root = node('div', { class: 'sbx-form', role: 'group', 'aria-label': 'Card' },
      this.number.root, node('div', { class: 'sbx-row' }, this.expiry.root, this.cvc.root),
      hint('Sandbox: no money moves. Press a test card to fill it in.', testCards, number => this.fill(number)));
  }

  fill(number) {
    this.number.input.value = formatNumber(number);
    this.expiry.input.value = formatExpiry('12/34');
    this.cvc.input.value = '123';
    for (const field of this.fields) this.changed(field);
  }

  changed(field) {
    const brand = brandOf(digitsOf(this.number.value));
    this.brand.textContent = brand.name;
    this.brand.hidden = brand.name === '';
    if (field === this.number) this.cvc.write(this.cvc.value);
    const problem = field.problem();
    field.show(problem && (field.full || field.wrong) ? problem : null);
    this.emit('change', { complete: this.complete, empty: this.fields.every(each => each.empty), collapsed: false, value: { type: 'card' } });
  }

  get complete() { return this.fields.every(field => field.problem() === null); }

  validate() { return validateAll(this.fields); }

  refuse(code, message) {
    const field = { incorrect_number: this.number, invalid_number: this.number, expired_card: this.expiry,
      invalid_expiry_month: this.expiry, invalid_expiry_year: this.expiry, incorrect_cvc: this.cvc, invalid_cvc: this.cvc }[code];
    field?.show([code, message]);
  }

  data() {
    const expiry = digitsOf(this.expiry.value);
    return { type: 'card', card: { number: digitsOf(this.number.value), exp_month: Number(expiry.slice(0, 2)), exp_year: 2000 + Number(expiry.slice(2)), cvc: this.cvc.value } };
  }

  mandate() { return undefined; }
}
