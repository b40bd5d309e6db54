import * as api from './api.js';
import { make } from './dom.js';

export async function accountView() {
  const { events, totals } = await api.book();
  return {
    element: make('div', {}, make('h2', {}, 'Account'), make('p', { className: 'about' }, 'Every request whose work ended well, whether or not anybody heard of it. Prices are made up; nothing is charged.'),
      make('div', { className: 'card scroll', tabIndex: 0, role: 'region', 'aria-label': 'Table of purchases' }, make('table', {},
        make('thead', {}, make('tr', {}, ...['Request', 'Endpoint', 'Units', 'Cost'].map(name => make('th', { scope: 'col' }, name)))),
        make('tbody', {}, ...events.toReversed().map(event => make('tr', {}, make('td', { className: 'wide' }, event.request_id), make('td', { className: 'wide' }, event.endpoint_id), make('td', { className: 'number' }, String(event.units)), make('td', { className: 'number' }, `${event.cost} ${event.currency}`)))),
        make('tfoot', {}, ...Object.entries(totals).map(([currency, sum]) => make('tr', {}, make('th', { scope: 'row', colSpan: 3 }, 'Sum'), make('td', { className: 'number' }, `${sum} ${currency}`))))),
      events.length === 0 ? make('p', { className: 'hint' }, 'Nothing has been bought yet.') : null)),
  };
}
