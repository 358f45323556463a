// Writes parameters.txt: what each operation of the sandbox takes, and what each object can expand, from a description of Stripe's API.
//   node make-parameters.mjs path/to/spec.json
// Types: s string, d decimal, i integer, n number, b boolean, (a|b) one of, [T] array, {Name} object, <T> map, * anything; `?` may be emptied; `/` or; `!` required.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const spec = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const roots = `account balance balance_transactions charges checkout coupons credit_notes customers disputes events invoice_payments invoiceitems invoices
  mandates payment_intents payment_methods payouts prices products promotion_codes refunds setup_attempts setup_intents subscription_items subscription_schedules subscriptions tax_ids
  tax_rates tokens webhook_endpoints`.split(/\s+/);
const prefixes = ['/v1/test_helpers/test_clocks', '/v1/billing/meter', '/v1/billing_portal', '/v1/radar/early_fraud_warnings', '/v1/tax/registrations', '/v1/tax/settings'];
const wanted = Object.values(spec.operations).filter((o) => roots.includes(o.path.split('/')[2]) || prefixes.some((p) => o.path.startsWith(p)));

// What may be emptied as Stripe's documentation says alone: the description calls it a plain text.
const emptied = { PaymentIntentUpdateParams: 'payment_method', SetupIntentUpdateParams: 'payment_method' };

const names = new Map();
const lines = [];
const nameOf = (key, write) => {
  if (names.has(key)) return names.get(key);
  const name = names.size.toString(36);
  names.set(key, name);
  write(name);
  return name;
};
const objectOf = (schema, key) => nameOf(key, (name) => {
  const at = lines.push('') - 1;
  const required = new Set(schema.required ?? []);
  const fields = Object.entries(schema.properties ?? {}).map(([k, v]) => `${required.has(k) ? '!' : ''}${k}:${type(v)}${emptied[key] === k ? '?' : ''}`);
  if (schema.additionalProperties) fields.push(`*:${type(schema.additionalProperties)}`);
  lines[at] = `@${name} ${fields.join(' ')}`;
});
function type(v) {
  const mark = v.nullable ? '?' : '';
  if (v.$ref) {
    const target = spec.schemas[v.$ref];
    if (!target) return '*';
    return target.type === 'object' && target.properties && (Object.keys(target.properties).length || !target.additionalProperties) ? `{${objectOf(target, v.$ref)}}${mark}` : type(target) + mark;
  }
  if (v.anyOf) return v.anyOf.map(type).join('/') + mark;
  if (v.enum) return v.type === 'boolean' ? `b${mark}` : v.enum.length === 1 && v.enum[0] === '' ? 'e' : `(${v.enum.filter((x) => x !== '').join('|')})${mark || (v.enum.includes('') ? '?' : '')}`;
  if (v.type === 'array') return `[${type(v.items ?? {})}]${mark}`;
  if (v.type === 'object') return v.properties && Object.keys(v.properties).length ? `{${objectOf(v, JSON.stringify(v))}}${mark}` : v.additionalProperties ? `<${type(v.additionalProperties)}>${mark}` : `*${mark}`;
  return ({ string: v.format === 'decimal' ? 'd' : 's', integer: 'i', number: 'n', boolean: 'b' }[v.type] ?? '*') + mark;
}

const operations = wanted.map((o) => `${o.method} ${o.path} ${o.params ? type(o.params) : ''}`.trimEnd()).sort();

// What can be expanded: a property that is either an id or an object.
const expandable = new Map();
const visited = new Set();
function collect(object, schema, at) {
  if (!schema) return;
  if (schema.$ref) return collectNamed(object, schema.$ref, at);
  if (schema.anyOf) {
    if (schema.anyOf.some((x) => x.type === 'string') && schema.anyOf.some((x) => x.$ref)) expandable.set(object, [...(expandable.get(object) ?? []), at]);
    else schema.anyOf.forEach((x) => collect(object, x, at));
  } else if (schema.type === 'array') collect(object, schema.items, at);
  else if (schema.properties && !schema['x-list']) for (const [k, v] of Object.entries(schema.properties)) collect(object, v, at ? `${at}.${k}` : k);
}
function collectNamed(object, name, at) {
  const s = spec.schemas[name];
  if (!s || s.properties?.object || at.split('.').length > 4) return;
  collect(object, s, at);
}
for (const [object, schemas] of Object.entries(spec.byObject)) {
  const name = schemas.find((n) => !n.includes('Deleted') && !n.includes('Params'));
  if (!name || visited.has(object)) continue;
  visited.add(object);
  for (const [k, v] of Object.entries(spec.schemas[name].properties ?? {})) collect(object, v, k);
}
const expansions = [...expandable].map(([o, fields]) => `= ${o} ${[...new Set(fields)].join(' ')}`).sort();

const here = path.dirname(fileURLToPath(import.meta.url));
fs.writeFileSync(path.join(here, 'parameters.txt'), [`# Stripe ${spec.apiVersion}; written by make-parameters.mjs`, ...operations, ...lines, ...expansions].join('\n') + '\n');
