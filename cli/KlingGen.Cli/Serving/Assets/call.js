import * as api from './api.js';
import { fill, make, say } from './dom.js';
import { formOf } from './form.js';
import { galleryOf } from './gallery.js';

export async function callView(state, refreshTotal) {
  if (!state.endpoint) return { element: make('p', { className: 'card' }, 'No endpoint is served. Start with the path of a schema file: klinggen serve schemas/') };
  const { endpoint } = state;
  const spec = await api.form(endpoint);
  const price = make('p', { className: 'hint', role: 'status' });
  const rest = make('div');
  const run = make('button', { type: 'submit', className: 'main' }, 'Run');
  const stop = make('button', { type: 'button', hidden: true }, 'Cancel the job');
  const life = make('div', { className: 'life', role: 'log', 'aria-label': 'Life of the job' }, make('p', { className: 'hint' }, 'Nothing has been run yet.'));
  const results = make('div');
  const code = make('pre', { tabIndex: 0, 'aria-label': 'The call as C#' });
  const copy = make('button', { type: 'button', onclick: async () => { await navigator.clipboard.writeText(code.textContent); say('Copied.'); copy.textContent = 'Copied'; setTimeout(() => { copy.textContent = 'Copy'; }, 1500); } }, 'Copy');

  let asked = 0, due = 0;
  const form = formOf(spec, () => { clearTimeout(due); due = setTimeout(check, 250); });

  async function check() {
    const number = ++asked;
    try {
      const opinion = await api.check(endpoint, form.value());
      if (number !== asked) return opinion;
      fill(rest, ...form.show(opinion.findings).map(text => make('p', { className: 'finding', role: 'alert' }, text)));
      const each = `${opinion.unit_price} ${opinion.currency} per ${opinion.unit.replace(/s$/, '')}`;
      price.textContent = opinion.estimate === null ? `${each}. Made up by the emulator; nothing is charged.` : `About ${opinion.estimate} ${opinion.currency} (${each}). Made up by the emulator; nothing is charged.`;
      code.textContent = opinion.code ?? '// The input does not have the right shape yet.';
      return opinion;
    } catch (error) {
      fill(rest, make('p', { className: 'finding', role: 'alert' }, error.message));
      return null;
    }
  }

  async function submit(event) {
    event.preventDefault();
    const opinion = await check();
    if (!opinion) return;
    if (opinion.findings.length > 0) {
      say(`Nothing was sent: ${opinion.findings.length} findings.`);
      element.querySelector('.finding:not(:empty)')?.closest('.field')?.querySelector('input:not([type=range]), select, textarea')?.focus();
      return;
    }
    run.disabled = true;
    try { await follow(await api.submit(endpoint, form.value())); } catch (error) { note(life, error.message, 'bad'); say(error.message); } finally { run.disabled = false; stop.hidden = true; await refreshTotal(); }
  }

  async function follow(job) {
    const bar = make('progress', { 'aria-label': 'Progress' });
    const lines = make('ol');
    const where = make('p', { role: 'status' }, 'Submitted.');
    fill(life, make('p', { className: 'hint' }, `Request ${job.request_id}`), where, bar, lines);
    fill(results);
    stop.hidden = false;
    stop.onclick = async () => { try { await api.cancel(job.cancel_url); note(lines, 'Asked to cancel.'); } catch (error) { note(lines, error.message, 'bad'); } };
    for await (const status of api.events(job.status_url)) {
      if (status.status === 'IN_QUEUE') where.textContent = `In queue, position ${status.queue_position ?? 0}.`;
      if (status.status === 'IN_PROGRESS') where.textContent = 'In progress.';
      for (const log of status.logs ?? []) {
        note(lines, log.message ?? JSON.stringify(log));
        const share = /(\d+) of (\d+)/.exec(log.message ?? '');
        if (share) { bar.max = Number(share[2]); bar.value = Number(share[1]); }
      }
      if (status.status === 'COMPLETED') break;
    }
    bar.remove();
    stop.hidden = true;
    const { output, units } = await api.result(job.response_url);
    where.textContent = `Completed; ${units ?? 0} units billed.`;
    fill(results, galleryOf(output));
    say('Completed.');
  }

  const element = make('div', {},
    make('h2', {}, spec.id), spec.about ? make('p', { className: 'about' }, spec.about.split('\n')[0]) : null,
    make('div', { className: 'columns' },
      make('form', { className: 'card', noValidate: true, autocomplete: 'off', onsubmit: submit, 'aria-label': 'Input' }, form.element, rest, make('div', { className: 'actions' }, price, make('div', { className: 'row' }, run, stop))),
      make('div', {},
        make('section', { className: 'card', 'aria-label': 'Job' }, make('h3', {}, 'Job'), life, results),
        make('section', { className: 'card', 'aria-label': 'C#' }, make('div', { className: 'row' }, make('h3', {}, 'The call as C#'), copy), code))));
  await check();
  // Findings about what nobody has filled in yet are no news.
  form.show([]);
  fill(rest);
  return { element };
}

function note(list, text, kind = '') {
  list.append(make(list.tagName === 'OL' ? 'li' : 'p', { className: kind }, text));
}
