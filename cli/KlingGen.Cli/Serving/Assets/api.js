// The protocol of the service, as any client speaks it, and the emulator's own switches.

export const access = { key: '' };

async function ask(path, init = {}) {
  const response = await fetch(path, init);
  const text = await response.text();
  let body = null;
  try { body = text ? JSON.parse(text) : null; } catch { body = text; }
  if (response.ok) return { body, response };
  throw new Error(detail(body) || `${init.method ?? 'GET'} ${path} was answered ${response.status}.`);
}

function detail(body) {
  if (body === null || typeof body !== 'object') return typeof body === 'string' && body.length < 300 ? body : '';
  if (typeof body.detail === 'string') return body.detail;
  if (Array.isArray(body.detail)) return body.detail.map(one => `${(one.loc ?? []).join('.')}: ${one.msg}`).join('; ');
  return '';
}

const path = endpoint => endpoint.split('/').map(encodeURIComponent).join('/');
const json = (method, body) => ({ method, headers: { 'content-type': 'application/json', authorization: `Key ${access.key}` }, body: JSON.stringify(body) });

export const endpoints = async () => (await ask('/page/endpoints')).body;
export const form = async endpoint => (await ask(`/page/form/${path(endpoint)}`)).body;
export const check = async (endpoint, input) => (await ask(`/page/check/${path(endpoint)}`, json('POST', input))).body;
export const submit = async (endpoint, input) => (await ask(`/queue/${path(endpoint)}`, json('POST', input))).body;
export const cancel = async url => (await ask(url, json('PUT', {}))).body;

export async function result(url) {
  const { body, response } = await ask(url, { headers: { authorization: `Key ${access.key}` } });
  return { output: body, units: response.headers.get('x-fal-billable-units') };
}

export async function* events(url) {
  const response = await fetch(`${url}/stream?logs=1`, { headers: { authorization: `Key ${access.key}`, accept: 'text/event-stream' } });
  if (!response.ok) throw new Error(`The status could not be followed: ${response.status}.`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const parts = (rest + value).split(/\r?\n\r?\n/);
    rest = parts.pop();
    for (const part of parts) {
      const data = part.split(/\r?\n/).filter(line => line.startsWith('data:')).map(line => line.slice(5).trim()).join('\n');
      if (data) yield JSON.parse(data);
    }
  }
}

export async function upload(file) {
  const { body } = await ask('/rest/storage/upload/initiate?storage_type=fal-cdn-v3', json('POST', { file_name: file.name, content_type: file.type || 'application/octet-stream' }));
  const response = await fetch(body.upload_url, { method: 'PUT', headers: { 'content-type': file.type || 'application/octet-stream' }, body: file });
  if (!response.ok) throw new Error(`The upload was answered ${response.status}.`);
  return body.file_url;
}

export const journal = async () => (await ask('/emulator/journal')).body;
export const clearJournal = () => ask('/emulator/journal', { method: 'DELETE' });
export const faults = async () => (await ask('/emulator/faults')).body;
export const addFaults = text => ask('/emulator/faults', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: text });
export const clearFaults = () => ask('/emulator/faults', { method: 'DELETE' });
export const webhooks = async () => (await ask('/emulator/webhooks')).body;
export const clock = async () => (await ask('/emulator/clock')).body;
export const setClock = async body => (await ask('/emulator/clock', json('POST', body))).body;
export const book = async () => (await ask('/emulator/billing')).body;
