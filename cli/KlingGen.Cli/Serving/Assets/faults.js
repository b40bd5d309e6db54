import * as api from './api.js';
import { fill, id, make } from './dom.js';

const ready = [
  ['The answer to a submit is lost', 'NothingFin; operation=Submit; times=1'],
  ['The service is overloaded', 'Status; status=503; probability=0.5'],
  ['Too many requests', 'Status; status=429; retry-after=2; times=3'],
  ['Half of every result, then silence', 'HalfStall; operation=Result'],
  ['A gateway answers in its place', 'HtmlPage; times=2'],
  ['The model refuses the content', 'Failure; type=content_policy_violation'],
  ['Everything takes three seconds longer', 'Slow; delay=3'],
];

export async function faultView() {
  const rules = make('ul');
  const problem = make('p', { className: 'finding', role: 'alert' });
  const own = make('input', { id: id(), autocomplete: 'off', placeholder: 'NothingReset; operation=Result; times=1' });
  const struck = make('p', { className: 'hint', role: 'status' });

  async function load() {
    const [now, journal] = await Promise.all([api.faults(), api.journal()]);
    fill(rules, ...now.map(rule => make('li', {}, rule)), now.length === 0 ? make('li', { className: 'hint' }, 'None: everything works.') : null);
    const hit = journal.filter(entry => entry.fault);
    struck.textContent = hit.length === 0 ? 'No request has been struck.' : `${hit.length} requests have been struck, the last one ${hit.at(-1).fault} on ${hit.at(-1).operation}. The journal shows each.`;
  }

  async function add(text) {
    problem.textContent = '';
    try { await api.addFaults(text); own.value = ''; } catch (error) { problem.textContent = error.message; }
    await load();
  }

  await load();
  let timer = 0;
  return {
    element: make('div', {}, make('h2', {}, 'Faults'), make('p', { className: 'about' }, 'What shall go wrong from now on, for every client.'),
      make('section', { className: 'card', 'aria-label': 'In force' }, make('h3', {}, 'In force'), rules, struck, make('button', { type: 'button', onclick: async () => { await api.clearFaults(); await load(); } }, 'Switch all off')),
      make('section', { className: 'card', 'aria-label': 'Switch on' }, make('h3', {}, 'Switch on'),
        make('div', { className: 'row' }, ...ready.map(([name, rule]) => make('button', { type: 'button', title: rule, onclick: () => add(rule) }, name))),
        make('form', { className: 'field', onsubmit: event => { event.preventDefault(); add(own.value); } }, make('label', { htmlFor: own.id }, 'A rule of your own'), make('div', { className: 'row' }, own, make('button', { type: 'submit' }, 'Add')), problem))),
    enter() { timer = setInterval(() => load().catch(() => {}), 2000); },
    leave() { clearInterval(timer); },
  };
}
