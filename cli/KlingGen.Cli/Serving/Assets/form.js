// A form from a schema: each field gives its value, undefined where it is left out, and shows what the library says about its place.
import { fill, id, make } from './dom.js';
import { upload } from './api.js';

const title = name => name.replaceAll('_', ' ').replace(/^./, first => first.toUpperCase());
const escape = part => String(part).replaceAll('~', '~0').replaceAll('/', '~1');

export function formOf(spec, changed) {
  const places = [];
  const root = field(spec.root, () => '', { changed, places });
  return {
    element: root.element,
    value: () => root.value() ?? {},
    show(findings) {
      // Where a row stands is asked now: rows are removed and moved.
      const shown = new Map();
      for (const { at, finding } of places) {
        finding.textContent = '';
        if (finding.isConnected) shown.set(at(), finding);
      }
      const rest = [];
      for (const { pointer, message } of findings) {
        const place = nearest(shown, pointer);
        if (place) place.textContent = [place.textContent, message].filter(Boolean).join(' ');
        else rest.push(message);
      }
      return rest;
    },
  };
}

// The place itself, else the one around it.
function nearest(places, pointer) {
  for (let at = pointer; at; at = at.slice(0, at.lastIndexOf('/'))) if (places.has(at)) return places.get(at);
  return null;
}

// Where the schema allows null and that is not the same as nothing, it can be sent.
function field(spec, pointer, context, control = {}) {
  const inner = plain(spec, pointer, context, control);
  if (!spec.nullable || spec.kind === 'json') return inner;
  const isNull = make('input', { type: 'checkbox', onchange: () => { body.inert = isNull.checked; body.classList.toggle('out', isNull.checked); context.changed(); } });
  const body = make('div', {}, inner.element);
  return { ...inner, element: make('div', {}, body, make('label', { className: 'null' }, isNull, ' Send null')), value: () => isNull.checked ? null : inner.value() };
}

function plain(spec, pointer, context, control) {
  switch (spec.kind) {
    case 'record': return record(spec, pointer, context);
    case 'list': return list(spec, pointer, context);
    case 'tuple': return tuple(spec, pointer, context);
    case 'union': return union(spec, pointer, context, control);
    case 'enum': return choice(spec, context, control);
    case 'boolean': return yesNo(spec, context, control);
    case 'number': return number(spec, context, control);
    case 'media': return media(spec, context, control);
    case 'text': return text(spec, context, control);
    default: return free(spec, context, control);
  }
}

function member(spec, pointer, context) {
  const place = () => `${pointer()}/${escape(spec.name)}`;
  const control = { id: id(), describedBy: id() };
  const finding = make('p', { className: 'finding', id: control.describedBy, role: 'alert' });
  context.places.push({ at: place, finding });
  const inner = field(spec, place, context, control);
  const simple = inner.labelled !== false;
  const name = simple ? make('label', { htmlFor: control.id }) : make('p', { className: 'name' });
  name.textContent = title(spec.name) + (spec.required ? ' (required)' : '') + (spec.obsolete ? ' (deprecated)' : '');
  return {
    value: inner.value,
    element: make('div', { className: 'field', 'data-name': spec.name }, name, spec.about ? make('p', { className: 'about' }, spec.about) : null, inner.element, finding),
  };
}

function record(spec, pointer, context) {
  const members = spec.members.map(one => ({ name: one.name, ...member(one, pointer, context) }));
  return {
    labelled: false,
    element: make('div', { className: pointer() ? 'nested' : '' }, ...members.map(one => one.element)),
    value: () => Object.fromEntries(members.map(one => [one.name, one.value()]).filter(([, value]) => value !== undefined)),
  };
}

function list(spec, pointer, context) {
  const items = make('div');
  const rows = [];
  const add = make('button', { type: 'button', onclick: () => { push(); context.changed(); } }, 'Add an item');

  function push() {
    const row = {};
    const place = () => `${pointer()}/${rows.indexOf(row)}`;
    const finding = make('p', { className: 'finding', role: 'alert' });
    const control = { labelledBy: id() };
    rows.push(row);
    row.name = make('p', { className: 'name', id: control.labelledBy });
    row.inner = field(spec.item, place, context, control);
    row.up = make('button', { type: 'button', onclick: () => moveUp(row) }, 'Move up');
    row.remove = make('button', { type: 'button', onclick: () => removeRow(row) }, 'Remove');
    row.element = make('div', { className: 'nested' }, row.name, row.inner.element, finding, make('div', { className: 'row' }, row.up, row.remove));
    context.places.push({ at: place, finding });
    draw();
  }

  // A row takes with it what was typed, and what is said about it.
  function draw() {
    fill(items, ...rows.map(row => row.element));
    rows.forEach((row, index) => {
      row.name.textContent = `Item ${index + 1}`;
      row.up.setAttribute('aria-label', `Move item ${index + 1} up`);
      row.up.disabled = index === 0;
      row.remove.setAttribute('aria-label', `Remove item ${index + 1}`);
    });
    add.disabled = spec.maxItems !== undefined && rows.length >= spec.maxItems;
  }

  function moveUp(row) {
    const at = rows.indexOf(row);
    rows.splice(at - 1, 2, row, rows[at - 1]);
    draw();
    context.changed();
    (row.up.disabled ? row.remove : row.up).focus();
  }

  function removeRow(row) {
    rows.splice(rows.indexOf(row), 1);
    draw();
    context.changed();
    add.focus();
  }

  return { labelled: false, element: make('div', {}, items, add), value: () => rows.length > 0 ? rows.map(row => row.inner.value() ?? null) : spec.required ? [] : undefined };
}

function tuple(spec, pointer, context) {
  const items = spec.items.map(one => member(one, pointer, context));
  return {
    labelled: false,
    element: make('div', { className: 'nested' }, ...items.map(one => one.element)),
    value: () => items.every(one => one.value() === undefined) ? undefined : items.map(one => one.value() ?? null),
  };
}

function union(spec, pointer, context, control) {
  const body = make('div', { role: 'tabpanel' });
  const made = new Map();
  let current = null;
  const tabs = ['Left out', ...spec.cases.map(one => one.label)].map((label, index) => make('button', {
    type: 'button', role: 'tab', 'aria-selected': 'false', onclick: () => { choose(index); context.changed(); },
  }, label));
  function choose(index) {
    tabs.forEach((tab, at) => tab.setAttribute('aria-selected', String(at === index)));
    if (index === 0) { current = null; fill(body); return; }
    if (!made.has(index)) made.set(index, field(spec.cases[index - 1], pointer, context, { ...control, label: control.labelledBy ? undefined : spec.cases[index - 1].label }));
    current = made.get(index);
    fill(body, current.element);
  }
  choose(spec.required ? 1 : 0);
  return { labelled: false, element: make('div', {}, make('div', { className: 'row', role: 'tablist' }, ...tabs), body), value: () => current?.value() };
}

const attributes = (control, more) => ({ id: control.id, 'aria-describedby': control.describedBy, 'aria-label': control.label, 'aria-labelledby': control.labelledBy, ...more });

function choice(spec, context, control) {
  const shown = value => typeof value === 'string' ? value : JSON.stringify(value);
  const values = spec.values;
  if (spec.open) {
    const options = id();
    const input = make('input', attributes(control, { autocomplete: 'off', oninput: context.changed }));
    input.setAttribute('list', options);
    if (spec.default !== undefined && spec.default !== null) input.placeholder = shown(spec.default);
    return { element: make('div', {}, input, make('datalist', { id: options }, ...values.map(value => make('option', { value: shown(value) })))), value: () => input.value === '' ? undefined : values.find(value => shown(value) === input.value) ?? input.value };
  }
  const none = spec.default === undefined || spec.default === null ? 'Left out' : `Left out (${shown(spec.default)})`;
  const select = make('select', attributes(control, { onchange: context.changed }), make('option', { value: '' }, none), ...values.map((value, index) => make('option', { value: String(index) }, shown(value))));
  if (spec.constant !== undefined || (spec.required && values.length === 1)) select.value = '0';
  return { element: select, value: () => select.value === '' ? undefined : values[Number(select.value)] };
}

function yesNo(spec, context, control) {
  const none = spec.default === undefined || spec.default === null ? 'Left out' : `Left out (${spec.default ? 'yes' : 'no'})`;
  const select = make('select', attributes(control, { onchange: context.changed }), make('option', { value: '' }, none), make('option', { value: 'true' }, 'Yes'), make('option', { value: 'false' }, 'No'));
  return { element: select, value: () => select.value === '' ? undefined : select.value === 'true' };
}

function number(spec, context, control) {
  const step = spec.step ?? (spec.whole ? 1 : 'any');
  const input = make('input', attributes(control, { type: 'number', step, oninput: context.changed, inputMode: spec.whole ? 'numeric' : 'decimal' }));
  if (spec.minimum !== undefined) input.min = spec.minimum;
  if (spec.maximum !== undefined) input.max = spec.maximum;
  if (spec.default !== undefined && spec.default !== null) input.placeholder = String(spec.default);
  const value = () => input.value === '' ? undefined : Number(input.value);
  if (spec.minimum === undefined || spec.maximum === undefined || spec.maximum - spec.minimum > 1e6) return { element: input, value };

  const range = make('input', { type: 'range', min: spec.minimum, max: spec.maximum, step: spec.whole ? 1 : (spec.maximum - spec.minimum) / 200, 'aria-label': 'Slider', tabIndex: -1 });
  range.value = spec.default ?? spec.minimum;
  range.addEventListener('input', () => { input.value = spec.whole ? range.value : String(Number(Number(range.value).toPrecision(4))); context.changed(); });
  input.addEventListener('input', () => { if (input.value !== '') range.value = input.value; });
  return { element: make('div', { className: 'row' }, range, input), value };
}

function text(spec, context, control) {
  const long = (spec.maxLength ?? 1000) > 200 && spec.required;
  const input = make(long ? 'textarea' : 'input', attributes(control, { oninput: context.changed, autocomplete: 'off' }));
  if (typeof spec.default === 'string') input.placeholder = spec.default;
  return { element: input, value: () => input.value === '' ? undefined : input.value };
}

function media(spec, context, control) {
  const address = make('input', attributes(control, { type: 'url', placeholder: 'https://… or a file', oninput: context.changed, autocomplete: 'off' }));
  const state = make('span', { className: 'hint', role: 'status' });
  const file = make('input', { type: 'file', 'aria-label': 'Choose a file', onchange: () => send(file.files[0]) });
  const area = make('div', { className: 'drop' }, address, make('div', { className: 'row' }, file, state));
  async function send(chosen) {
    if (!chosen) return;
    state.textContent = `Uploading ${chosen.name} …`;
    try { address.value = await upload(chosen); state.textContent = `${chosen.name}, ${chosen.size.toLocaleString()} bytes`; } catch (error) { state.textContent = error.message; }
    context.changed();
  }
  area.addEventListener('dragover', event => { event.preventDefault(); area.classList.add('over'); });
  area.addEventListener('dragleave', () => area.classList.remove('over'));
  area.addEventListener('drop', event => { event.preventDefault(); area.classList.remove('over'); send(event.dataTransfer.files[0]); });
  return { element: area, value: () => address.value === '' ? undefined : address.value };
}

function free(spec, context, control) {
  const input = make('textarea', attributes(control, { oninput: context.changed, placeholder: 'JSON', spellcheck: false }));
  return { element: input, value: () => { if (input.value.trim() === '') return undefined; try { return JSON.parse(input.value); } catch { return input.value; } } };
}
