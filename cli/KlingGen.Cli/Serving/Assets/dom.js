// Elements are made one by one and filled with text, never with markup: what a schema or a prompt says stays text.

export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key in element && key !== 'list' && key !== 'role') element[key] = value;
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

let last = 0;

export const id = () => `f${++last}`;

export const fill = (element, ...children) => element.replaceChildren(...children.filter(child => child !== null && child !== undefined));

export const say = text => { document.getElementById('live').textContent = text; };

// What is no JSON stays as it came.
export const pretty = text => { try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; } };
