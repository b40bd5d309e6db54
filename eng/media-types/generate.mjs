// Makes the runtime's table of media types from an unpacked mime-db. See README.md.
import { readFileSync, writeFileSync } from 'node:fs';

const [folder, target, notices] = process.argv.slice(2);
const db = JSON.parse(readFileSync(`${folder}/db.json`, 'utf8'));
const { version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
const license = readFileSync(`${folder}/LICENSE`, 'utf8').trim();
if (!readFileSync(notices, 'utf8').includes(license)) throw new Error(`${notices} lacks the license of mime-db ${version}. Copy it from ${folder}/LICENSE.`);

// Whole families, and of the large ones what an endpoint may take or give.
const families = ['image', 'audio', 'video', 'model', 'font'];
const single = `
text/plain text/css text/csv text/html text/javascript text/markdown text/rtf text/tab-separated-values text/vtt text/xml text/yaml text/calendar
application/pdf application/zip application/gzip application/x-tar application/x-7z-compressed application/vnd.rar application/x-rar-compressed application/x-bzip2 application/x-xz
application/json application/json5 application/ld+json application/geo+json application/xml application/wasm application/toml application/rtf application/epub+zip
application/msword application/vnd.ms-excel application/vnd.ms-powerpoint application/vnd.openxmlformats-officedocument.wordprocessingml.document
application/vnd.openxmlformats-officedocument.spreadsheetml.sheet application/vnd.openxmlformats-officedocument.presentationml.presentation
application/vnd.oasis.opendocument.text application/vnd.oasis.opendocument.spreadsheet application/vnd.oasis.opendocument.presentation
application/x-subrip application/ogg application/mp4 application/vnd.apple.mpegurl application/dash+xml application/postscript application/x-shockwave-flash
application/vnd.autodesk.fbx application/x-blender application/x-ipynb+json application/x-zip-compressed application/x-sh application/java-archive
application/vnd.android.package-archive application/x-bittorrent application/zip+dotlottie`.trim().split(/\s+/);

// Words, letters and numbers end many a name that is no file name.
const noExtensions = new Set(['in', 'list', 'def', 'me', 'man', 'text', 'conf', 'art', 'silo', 'mesh', 'jade', 'x_t', 'x_b', 'movie', 'rip', 'tap', 'war', 'ear', 'fits', 'ram', 'pic']);

// The usual extension, where it is not the register's first.
const first = {
  'audio/mpeg': 'mp3', 'audio/ogg': 'ogg', 'audio/mp4': 'm4a', 'audio/aac': 'aac', 'audio/midi': 'mid', 'audio/x-aiff': 'aiff',
  'image/pjpeg': 'jpg', 'video/quicktime': 'mov', 'video/mpeg': 'mpeg', 'video/mp2t': 'ts', 'image/heic': 'heic', 'application/postscript': 'ps',
};

// What an extension is sent as, where the choice below would be another than the service's examples have.
const preferred = {
  wav: 'audio/wav', mp3: 'audio/mpeg', m4a: 'audio/mp4', opus: 'audio/opus', flac: 'audio/flac', aif: 'audio/aiff', aiff: 'audio/aiff',
  ico: 'image/x-icon', bmp: 'image/bmp', ply: 'application/ply', ts: 'video/mp2t', xml: 'application/xml', rtf: 'application/rtf',
};

// What the register lacks: names in use that nobody has registered.
const own = {
  'image/jpeg': ['jfif'], 'image/jpg': ['jpg'], 'image/pjpeg': ['jpg'], 'image/x-png': ['png'], 'image/x-webp': ['webp'], 'image/vnd.radiance': ['hdr'],
  'audio/flac': ['flac'], 'audio/opus': ['opus'], 'audio/aiff': ['aiff', 'aif'], 'audio/x-mp3': ['mp3'], 'audio/x-mpeg': ['mp3'], 'audio/vnd.wave': ['wav'],
  'application/ply': ['ply'], 'model/ply': ['ply'], 'application/x-ply': ['ply'],
  'application/jsonl': ['jsonl'], 'application/x-ndjson': ['ndjson'], 'application/x-jsonlines': ['jsonl'],
  'application/x-zstd': ['zst'], 'application/vnd.apache.parquet': ['parquet'],
  'text/plain': ['log', 'ini', 'cfg', 'lrc', 'ass', 'ssa', 'py', 'sql'],
  // Weights, point clouds, programs: kept in a name, and sent as bytes.
  'application/octet-stream': ['bin', 'safetensors', 'ckpt', 'pt', 'pth', 'gguf', 'onnx', 'npz', 'npy', 'pkl', 'h5', 'splat', 'spz', 'exe', 'dll', 'msi', 'dmg', 'iso', 'deb', 'sqlite'],
};

const taken = new Map();
for (const type of Object.keys(db).sort()) {
  if (!families.includes(type.split('/')[0]) && !single.includes(type)) continue;
  const extensions = (db[type].extensions ?? []).filter(extension => extension.length > 1 && !/^\d+$/.test(extension) && !noExtensions.has(extension));
  if (extensions.length > 0) taken.set(type, extensions);
}
for (const type of single) if (!taken.has(type)) throw new Error(`mime-db ${version} has no ${type} with an extension`);
for (const [type, extensions] of Object.entries(own)) taken.set(type, [...new Set([...(taken.get(type) ?? []), ...extensions])]);
for (const [type, extension] of Object.entries(first)) taken.set(type, [extension, ...taken.get(type).filter(other => other !== extension)]);

// The type of an extension is that of the first line that has it: registered before wild, a file of its own kind before a container, short before long.
const score = type => {
  const [family, name] = type.split('/');
  const source = { iana: 0, apache: 1, nginx: 2 }[db[type]?.source] ?? 3;
  return [name.startsWith('x-') ? 1 : 0, name.startsWith('vnd.') || name.startsWith('prs.') ? 1 : 0, family === 'application' ? 1 : 0, source, type.length];
};
const compare = (a, b) => {
  const [left, right] = [score(a), score(b)];
  const difference = left.map((value, i) => value - right[i]).find(value => value !== 0);
  return difference ?? (a < b ? -1 : 1);
};
const order = [...taken.keys()].sort(compare);
const typeOf = new Map();
for (const type of order) for (const extension of taken.get(type)) if (!typeOf.has(extension)) typeOf.set(extension, type);
for (const [extension, type] of Object.entries(preferred)) if (taken.get(type)?.includes(extension)) typeOf.set(extension, type); else throw new Error(`${type} has no ${extension}`);

// An extension that is sent as another type than its own line says is marked there.
const lines = [...taken.keys()].sort().map(type => [type, ...taken.get(type).map(extension => typeOf.get(extension) === type ? extension : extension + '!')].join(' '));
const text = `// <auto-generated>
// Made by eng/media-types/generate.mjs from mime-db ${version}. Do not edit.
// Its license is in THIRD-PARTY-NOTICES.md.
// </auto-generated>

namespace KlingGen;

/// <content>The register: a line a type, then its extensions, the usual one first. Marked with ! are those that are sent as another type.</content>
internal static partial class MediaTypeTable
{
    private static ReadOnlySpan<byte> Register => """
${lines.map(line => `        ${line}`).join('\n')}
        """u8;
}
`;
writeFileSync(target, text);
console.log(`${lines.length} types, ${typeOf.size} extensions, ${lines.join('\n').length} bytes`);
