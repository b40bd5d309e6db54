import { make } from './dom.js';

const kinds = [['img', /^image\//, /\.(png|jpe?g|webp|gif|svg|avif)$/i], ['video', /^video\//, /\.(mp4|webm|mov)$/i], ['audio', /^audio\//, /\.(mp3|wav|ogg|flac|m4a)$/i]];

// Every file in an output, wherever it stands, and the output itself below.
export function galleryOf(output) {
  const files = [];
  collect(output, '', files);
  return make('div', {},
    make('div', { className: 'gallery' }, ...files.map(file => figure(file))),
    make('details', {}, make('summary', {}, 'The output as JSON'), make('pre', { tabIndex: 0 }, JSON.stringify(output, null, 2))));
}

function collect(value, name, files) {
  if (Array.isArray(value)) value.forEach((item, index) => collect(item, `${name}[${index}]`, files));
  else if (value && typeof value === 'object') {
    if (typeof value.url === 'string') files.push({ name, url: value.url, type: value.content_type ?? '', size: value.file_size });
    else for (const [key, inner] of Object.entries(value)) collect(inner, name ? `${name}.${key}` : key, files);
  }
}

function figure({ name, url, type, size }) {
  const safe = /^(https?:|data:(image|video|audio)\/)/i.test(url);
  const bare = url.split(/[?#]/)[0];
  const kind = kinds.find(([, byType, byName]) => byType.test(type) || (!type && byName.test(bare)))?.[0];
  const caption = [name, type, size ? `${Number(size).toLocaleString()} bytes` : ''].filter(Boolean).join(', ');
  const view = !safe ? make('p', { className: 'bad' }, 'An address of a kind that is not opened here.')
    : kind === 'img' ? make('img', { src: url, alt: caption, loading: 'lazy' })
    : kind ? make(kind, { src: url, controls: true, preload: 'metadata', 'aria-label': caption })
    : null;
  return make('figure', {}, view, make('figcaption', {}, safe ? make('a', { href: url, target: '_blank', rel: 'noreferrer', download: '' }, caption || bare.split('/').pop()) : caption));
}
