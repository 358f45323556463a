// Verifies, stores and applies an event in the request, as most people would write it: one transaction for each, on the disk before it answers.
import Database from 'better-sqlite3';
import express from 'express';
import Stripe from 'stripe';

const [port, file, secret] = process.argv.slice(2);
const stripe = new Stripe('sk_test_unused');
const db = new Database(file);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec(`
  CREATE TABLE IF NOT EXISTS events (id TEXT PRIMARY KEY, type TEXT NOT NULL, created INTEGER NOT NULL, payload TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS payments (id TEXT PRIMARY KEY, customer TEXT, amount INTEGER NOT NULL, received INTEGER NOT NULL, currency TEXT NOT NULL, status TEXT NOT NULL, at INTEGER NOT NULL);
`);
const store = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING');
const apply = db.prepare(`
  INSERT INTO payments VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET customer = excluded.customer, amount = excluded.amount, received = excluded.received, status = excluded.status, at = excluded.at WHERE excluded.at >= at`);
const take = db.transaction((event, payload) => {
  if (store.run(event.id, event.type, event.created, payload).changes === 1 && event.type.startsWith('payment_intent.')) {
    const intent = event.data.object;
    apply.run(intent.id, intent.customer, intent.amount, intent.amount_received, intent.currency, intent.status, event.created);
  }
});

const app = express();
app.post('/api/webhooks/stripe', express.raw({ type: 'application/json' }), (request, response) => {
  let event;
  try {
    event = stripe.webhooks.constructEvent(request.body, request.headers['stripe-signature'], secret);
  } catch (error) {
    response.status(400).send(error.message);
    return;
  }
  take(event, request.body.toString('utf8'));
  response.sendStatus(200);
});
app.get('/health/live', (_, response) => response.send('live'));
app.listen(Number(port), '127.0.0.1');
