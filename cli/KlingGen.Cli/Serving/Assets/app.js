import * as api from './api.js';
import { fill, make, say } from './dom.js';
import { accountView } from './account.js';
import { callView } from './call.js';
import { clockView } from './clock.js';
import { faultView } from './faults.js';
import { journalView } from './journal.js';
import { webhookView } from './webhooks.js';

const main = document.getElementById('main');
const views = { Call: () => callView(state, refreshTotal), Journal: journalView, Faults: faultView, Clock: clockView, Account: accountView, Webhooks: webhookView };
const state = { endpoint: null, endpoints: [] };
const kept = new Map();
let current = 'Call';
let leave = null;
let asked = 0;

async function refreshTotal() {
  const { totals } = await api.book();
  const sums = Object.entries(totals).map(([currency, sum]) => `${sum} ${currency}`);
  document.getElementById('total').textContent = sums.join(', ') || '0 USD';
}

function tabs() {
  fill(document.getElementById('tabs'), ...Object.keys(views).map(name => make('button', {
    type: 'button', role: 'tab', 'aria-selected': String(name === current), onclick: () => show(name),
  }, name)));
}

async function show(name) {
  // Of two views that are on their way, the one that was asked for last is shown, whichever comes last.
  const number = ++asked;
  leave?.();
  leave = null;
  current = name;
  tabs();
  try {
    const key = `${name} ${name === 'Call' ? state.endpoint : ''}`;
    const view = name === 'Call' && kept.get(key) || await views[name]();
    if (name === 'Call') kept.set(key, view);
    if (number !== asked) return;
    fill(main, view.element);
    leave = view.leave;
    view.enter?.();
  } catch (error) {
    if (number === asked) fill(main, make('p', { className: 'card bad', role: 'alert' }, error.message));
  }
}

function list(text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = state.endpoints.filter(one => words.every(word => `${one.id} ${one.about}`.toLowerCase().includes(word)));
  fill(document.getElementById('endpoints'), ...found.map(one => make('li', {}, make('button', {
    type: 'button', 'aria-current': String(one.id === state.endpoint),
    onclick: () => { state.endpoint = one.id; location.hash = one.id; list(document.getElementById('search').value); show('Call'); main.focus(); },
  }, one.id))), found.length === 0 ? make('li', { className: 'hint' }, 'No endpoint has these words.') : null);
}

async function start() {
  const { endpoints, key } = await api.endpoints();
  api.access.key = key;
  state.endpoints = endpoints;
  const asked = decodeURIComponent(location.hash.slice(1));
  state.endpoint = (endpoints.find(one => one.id === asked) ?? endpoints[0])?.id ?? null;
  document.getElementById('search').addEventListener('input', event => list(event.target.value));
  list('');
  await show('Call');
  await refreshTotal();
  say(`${endpoints.length} endpoints.`);
}

start().catch(error => fill(main, make('p', { className: 'card bad', role: 'alert' }, error.message)));
