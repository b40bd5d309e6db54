import * as api from './api.js';
import { fill, make, pretty } from './dom.js';

export async function webhookView() {
  const rows = make('tbody');
  const none = make('p', { className: 'hint' }, 'None yet. Submit with ?fal_webhook=<address> in the query.');
  let timer = 0;

  async function load() {
    const deliveries = await api.webhooks();
    none.hidden = deliveries.length > 0;
    fill(rows, ...deliveries.slice(-200).reverse().map(one => make('tr', {},
      make('td', { className: 'wide' }, one.request_id), make('td', { className: 'wide' }, one.target), make('td', { className: 'number' }, String(one.attempt)),
      make('td', { className: one.status >= 200 && one.status < 300 ? 'number good' : 'number bad' }, one.status === null ? 'no answer' : String(one.status)),
      make('td', { className: 'wide' }, make('details', {}, make('summary', {}, 'Body'), make('pre', { tabIndex: 0 }, pretty(one.body)))))));
  }

  await load();
  return {
    element: make('div', {}, make('h2', {}, 'Webhooks'), make('p', { className: 'about' }, 'Every attempt to deliver one. They are signed; the keys are at /rest/.well-known/jwks.json.'),
      make('div', { className: 'card scroll', tabIndex: 0, role: 'region', 'aria-label': 'Table of deliveries' }, make('table', {}, make('thead', {}, make('tr', {}, ...['Request', 'Target', 'Attempt', 'Answer', 'Sent'].map(name => make('th', { scope: 'col' }, name)))), rows), none)),
    enter() { timer = setInterval(() => load().catch(() => {}), 2000); },
    leave() { clearInterval(timer); },
  };
}
