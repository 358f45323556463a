// The form of a bank debit: the account, whose it is, and what he agrees to. Accounts are Stripe's published test accounts.

const lettersOf = text => text.normalize('NFKC').toUpperCase().replace(/[^A-Z0-9]/g, '');
const formatIban = text => lettersOf(text).slice(0, 34).replace(/(.{4})(?=.)/g, '$1 ');
const required = (code, message) => text => (text.trim() ? null : [code, message]);

function ibanProblem(text) {
  const iban = lettersOf(text);
  if (iban.length < 15) return ['incomplete_iban', 'The IBAN is incomplete.'];
  let rest = 0;
  for (const place of iban.slice(4) + iban.slice(0, 4)) rest = (place < 'A' ? rest * 10 + Number(place) : rest * 100 + place.charCodeAt(0) - 55) % 97;
  return rest === 1 ? null : ['invalid_iban', 'This is not a valid IBAN.'];
}

const debits = {
  sepa_debit: {
    name: 'SEPA debit',
    fields: [['iban', 'IBAN', { placeholder: 'DE00 0000 0000 0000 0000 00', inputmode: 'text', autocapitalize: 'characters' }, formatIban, ibanProblem]],
    account: ({ iban }) => ({ iban: lettersOf(iban) }),
    asksForEmail: true,
    accounts: [
      ['DE89 3704 0044 0532 0130 00', 'pays'],
      ['DE08 3704 0044 0532 0130 03', 'pays after 3 minutes'],
      ['DE78 3704 0044 0532 0130 04', 'is returned after 3 minutes'],
    ],
    fill: number => ({ iban: number }),
    mandate: seller => `You let ${seller} and its payment service Stripe tell your bank to debit this account, now and for later invoices, and your bank to follow them. Within 8 weeks of a debit your bank gives the money back if you ask for it.`,
  },
  us_bank_account: {
    name: 'US bank account',
    fields: [
      ['routing', 'Routing number', { placeholder: '110000000' }, text => digitsOf(text).slice(0, 9), text => (digitsOf(text) === '110000000' ? null : ['routing_number_invalid', 'The test bank has the routing number 110000000.'])],
      ['account', 'Account number', { placeholder: '000123456789' }, text => digitsOf(text).slice(0, 17), text => (digitsOf(text).length < 4 ? ['incomplete_account', 'The account number is incomplete.'] : null)],
    ],
    // Else as with an account that its owner picked after signing in to his bank: it is known to be his.
    byHand: 'I do not sign in to my bank: the account is confirmed by a small deposit',
    account: ({ routing, account }, byHand) => ({
      account_holder_type: 'individual', ...(byHand ? { routing_number: routing, account_number: account } : { financial_connections_account: `fca_test_${account}` }),
    }),
    asksForEmail: false,
    accounts: [['000123456789', 'pays'], ['000222222227', 'lacks funds'], ['000111111113', 'is closed'], ['000000000009', 'stays on its way']],
    fill: number => ({ routing: '110000000', account: number }),
    mandate: seller => `You authorise ${seller} to debit this bank account for what you pay now and for later invoices, until you tell ${seller} that it may not any more.`,
  },
};

class BankForm {
  constructor(type, emit, { seller, never, defaults }) {
    this.id = `sbx-bank-${++formCount}`;
    this.type = type;
    this.emit = emit;
    const kind = debits[type];
    const whole = problem => text => problem(text) === null;
    this.fields = kind.fields.map(([key, label, input, format, problem]) => new CardField(this, key, label, { autocomplete: 'off', ...input }, format, whole(problem), problem));
    this.byHand = kind.byHand ? node('input', { type: 'checkbox' }) : null;
    this.byHand?.addEventListener('change', () => this.changed());
    const asked = [['name', 'Account holder', 'name', true], ['email', 'Mail address', 'email', kind.asksForEmail]];
    for (const [key, label, autocomplete, isAsked] of asked) {
      if (!isAsked || never(key)) continue;
      const field = new CardField(this, key, label, { inputmode: 'text', autocomplete }, text => text, text => text.trim() !== '', required(`incomplete_${key}`, `${label} is needed for a debit.`));
      this.fields.push(field);
    }
    this.takeDefaults(defaults);
    this.root = node('div', { class: 'sbx-form', role: 'group', 'aria-label': kind.name }, ...this.fields.map(field => field.root),
      ...(this.byHand ? [node('label', { class: 'sbx-check' }, this.byHand, kind.byHand)] : []),
      node('p', { class: 'sbx-mandate' }, kind.mandate(seller || 'this seller')),
      hint('Sandbox: no money moves. Press a test account to fill it in.', kind.accounts, number => this.fill(kind.fill(number))));
  }

  // What somebody typed here stays.
  takeDefaults(values) {
    for (const field of this.fields.filter(each => values?.[each.key] !== undefined && each.input.value === (this.defaults?.[each.key] ?? ''))) field.input.value = values[field.key];
    this.defaults = values;
  }

  fill(values) {
    for (const field of this.fields.filter(each => each.key in values)) {
      field.input.value = field.format(values[field.key]);
      this.changed(field);
    }
  }

  changed(field) {
    const problem = field?.problem();
    field?.show(problem && field.wrong ? problem : null);
    this.emit('change', { complete: this.complete, empty: this.fields.every(each => each.empty), collapsed: false, value: { type: this.type } });
  }

  get complete() { return this.fields.every(field => field.problem() === null); }

  validate() { return validateAll(this.fields); }

  refuse(code, message) {
    const key = { account_number_invalid: this.type === 'sepa_debit' ? 'iban' : 'account', bank_account_unusable: 'iban', routing_number_invalid: 'routing' }[code];
    this.fields.find(field => field.key === key)?.show([code, message]);
  }

  data() {
    const values = Object.fromEntries(this.fields.map(field => [field.key, field.value]));
    return { type: this.type, billing_details: { name: values.name, email: values.email }, [this.type]: debits[this.type].account(values, this.byHand?.checked) };
  }

  // What the owner agreed to by confirming below the text.
  mandate() { return { customer_acceptance: { type: 'online', online: { user_agent: navigator.userAgent } } }; }
}
