import * as api from './api.js';
import { fill, make, pretty } from './dom.js';

export async function journalView() {
  const filter = make('input', { type: 'search', 'aria-label': 'Filter requests', placeholder: 'Filter: an operation, a path, a status, a client', oninput: () => draw() });
  const rows = make('tbody');
  const detail = make('div', { 'aria-live': 'polite' });
  let entries = [];
  let timer = 0;

  const client = entry => Object.entries(entry.headers).find(([name]) => name.toLowerCase() === 'user-agent')?.[1] ?? '';
  const words = entry => `${entry.operation} ${entry.method} ${entry.path} ${entry.status} ${entry.fault ?? ''} ${client(entry)}`.toLowerCase();

  function draw() {
    const wanted = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    fill(rows, ...entries.filter(entry => wanted.every(word => words(entry).includes(word))).slice(-200).reverse().map(entry => make('tr', {},
      make('td', { className: 'number' }, String(entry.sequence)), make('td', {}, entry.operation), make('td', { className: 'wide' }, `${entry.method} ${entry.path}`),
      make('td', { className: entry.status >= 400 ? 'number bad' : 'number' }, String(entry.status || '')), make('td', { className: 'bad' }, entry.fault ?? ''),
      make('td', { className: 'wide' }, client(entry).slice(0, 60)), make('td', {}, make('button', { type: 'button', 'aria-label': `Open request ${entry.sequence}`, onclick: () => open(entry) }, 'Open')))));
  }

  function open(entry) {
    const body = pretty(entry.body);
    const headers = Object.entries(entry.headers).map(([name, value]) => `${name}: ${name.toLowerCase() === 'authorization' ? value.replace(/\s.*/, ' …') : value}`).join('\n');
    fill(detail, make('section', { className: 'card', 'aria-label': `Request ${entry.sequence}` }, make('h3', {}, `Request ${entry.sequence}: answered ${entry.status}`), make('pre', { tabIndex: 0 }, `${entry.method} ${entry.path}\n${headers}\n\n${body}`),
      make('h3', {}, 'The answer'), make('pre', { tabIndex: 0, 'aria-label': 'The answer' }, entry.answer ? pretty(entry.answer) : 'Nothing that is text.')));
  }

  async function load() {
    entries = await api.journal();
    draw();
  }

  await load();
  return {
    element: make('div', {}, make('h2', {}, 'Requests'),
      make('div', { className: 'card' }, make('div', { className: 'row' }, filter, make('button', { type: 'button', onclick: async () => { await api.clearJournal(); fill(detail); await load(); } }, 'Clear')),
        make('div', { className: 'scroll', tabIndex: 0, role: 'region', 'aria-label': 'Table of requests' }, make('table', {}, make('thead', {}, make('tr', {}, ...['No.', 'Operation', 'Request', 'Status', 'Fault', 'Client', 'Details'].map(name => make('th', { scope: 'col' }, name)))), rows))), detail),
    enter() { timer = setInterval(() => load().catch(() => {}), 2000); },
    leave() { clearInterval(timer); },
  };
}
