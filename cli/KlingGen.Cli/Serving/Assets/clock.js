import * as api from './api.js';
import { make, say } from './dom.js';

const leaps = [['1 second', 1], ['10 seconds', 10], ['1 minute', 60], ['10 minutes', 600], ['1 hour', 3600], ['1 day', 86400]];

export async function clockView() {
  const face = make('p', { className: 'face', role: 'timer' });
  const toggle = make('button', { type: 'button', className: 'main' });
  let state = await api.clock();
  let timer = 0;

  function draw() {
    face.textContent = `${new Date(state.now).toLocaleString()} ${state.running ? '' : '(stopped)'}`;
    toggle.textContent = state.running ? 'Stop the clock' : 'Let it run';
  }

  async function set(body, done) {
    state = await api.setClock(body);
    draw();
    say(done);
  }

  toggle.addEventListener('click', () => set({ running: !state.running }, state.running ? 'Stopped.' : 'Running.'));
  draw();
  return {
    element: make('div', {}, make('h2', {}, 'Clock'), make('p', { className: 'about' }, 'Queue, work, logs, deadlines, webhooks and the life of results go by it. Stop it, and a job stands still; step, and it moves.'),
      make('div', { className: 'card' }, face, make('div', { className: 'row' }, toggle),
        make('h3', {}, 'Move it forward'), make('div', { className: 'row' }, ...leaps.map(([name, seconds]) => make('button', { type: 'button', onclick: () => set({ advance_seconds: seconds }, `Forward by ${name}.`) }, name))))),
    enter() { timer = setInterval(async () => { state = await api.clock(); draw(); }, 1000); },
    leave() { clearInterval(timer); },
  };
}
