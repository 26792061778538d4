import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { slugify } from './slugify.js';

const COLOURS: Readonly<Record<string, readonly [fill: string, shade: string, ground: string]>> = {
  White: ['#fbf8f1', '#d8d0c0', '#c9d3d8'],
  Blue: ['#4f7fb0', '#35597f', '#e6edf3'],
  Navy: ['#2b3a5c', '#1c2740', '#e3e6ee'],
  Olive: ['#6f7345', '#4f5230', '#ecebdd'],
  Rust: ['#b4552d', '#84391b', '#f5e7df'],
  Charcoal: ['#464a4f', '#2c2f33', '#e6e7e8'],
  Sand: ['#d9c29a', '#b29a70', '#f6f0e4'],
  Sage: ['#9bb09a', '#72886f', '#edf2ec'],
  Black: ['#25262a', '#101114', '#dedfe1'],
  Steel: ['#b9c0c6', '#8a939b', '#eef1f3'],
  Copper: ['#c77b4a', '#96552d', '#f7ebe2'],
  Cream: ['#f3e8cf', '#d3c29a', '#e3ddcf'],
  Brass: ['#c9a648', '#98792a', '#f6f0dc'],
  Ochre: ['#d19a2e', '#9f711a', '#f8efdb'],
  Plum: ['#6c3c5e', '#492641', '#efe4ec'],
  Rose: ['#d79a9f', '#ad6d73', '#f9ecec'],
};

/** Colours that suit anything, for products that do not come in colours. */
export const COLOUR_NAMES: readonly string[] = [
  'Blue',
  'Olive',
  'Rust',
  'Sand',
  'Sage',
  'Ochre',
  'Plum',
  'Rose',
];

// Drawn on 200 × 200: `f` is the colour, `s` its shade.
const GLYPHS: Readonly<Record<string, string>> = {
  shirt:
    '<path class="f" d="M70 40l30 14 30-14 36 26-16 30-16-8v74H66V88l-16 8-16-30z"/><path class="s" d="M88 48l12 22 12-22zM97 70h6v92h-6z"/>',
  knit: '<path class="f" d="M68 44h64l34 30-14 32-18-10v66H66V96l-18 10-14-32z"/><path class="s" d="M80 44h40q-20 20-40 0zM66 152h68v10H66zM66 100h68v5H66zM66 116h68v5H66z"/>',
  trousers:
    '<path class="f" d="M62 36h76l8 128h-34l-12-84-12 84H54z"/><path class="s" d="M62 36h76l1 12H61zM97 48h6v24h-6z"/>',
  coat: '<path class="f" d="M74 34h52l30 26-8 46-14-6v68H66v-68l-14 6-8-46z"/><path class="s" d="M74 34l26 30 26-30zM97 64h6v104h-6zM74 120h16v8H74zM110 120h16v8h-16z"/>',
  kettle:
    '<path class="f" d="M72 74h56l12 82H60z"/><path class="s" d="M60 100q-34-6-30-46h8q0 26 26 30zM128 82h34v46h-24l-2-10h16V92h-22zM90 62h20v12H90z"/>',
  pan: '<ellipse class="f" cx="82" cy="104" rx="58" ry="52"/><ellipse class="s" cx="82" cy="104" rx="46" ry="41"/><path class="f" d="M134 96h52v16h-52z"/>',
  cup: '<path class="f" d="M52 66h84v60q0 30-42 30t-42-30z"/><path class="s" d="M136 80h12q20 0 20 20t-28 24v-12q16-2 16-12t-10-8h-10zM52 66h84v10H52z"/>',
  beans:
    '<path class="f" d="M60 36h80l10 128H50z"/><path class="s" d="M60 36h80l1 16H59zM78 104q22-40 44 0-22 40-44 0z"/><path class="f" d="M82 104q18-12 36 0-18-4-36 0z"/>',
  leaf: '<path class="f" d="M40 150Q40 60 160 46q4 110-90 112-14 0-22-4z"/><path class="s" d="M36 168q30-66 100-98-58 44-88 102z"/>',
  bar: '<path class="f" d="M56 40h88v120H56z"/><path class="s" d="M98 40h4v120h-4zM56 78h88v4H56zM56 118h88v4H56z"/>',
  lamp: '<path class="f" d="M70 40h60l22 62H48z"/><path class="s" d="M96 102h8v50h-8zM70 152h60v10H70z"/>',
  towel:
    '<path class="f" d="M52 44h96v112H52z"/><path class="s" d="M52 60h96v6H52zM52 132h96v6H52zM52 142h96v4H52zM96 44h4v112h-4z"/>',
  book: '<path class="f" d="M56 36h88v128H56z"/><path class="s" d="M56 36h14v128H56zM84 62h44v6H84zM84 76h30v5H84zM136 36h4v128h-4z"/>',
  headphones:
    '<path class="s" d="M44 120V96q0-52 56-52t56 52v24h-12V96q0-40-44-40T56 96v24z"/><path class="f" d="M38 104h28v50H50q-12 0-12-14zM134 104h28v36q0 14-12 14h-16z"/>',
  tent: '<path class="f" d="M100 42l74 116H26z"/><path class="s" d="M100 80l30 78H70zM97 34h6v12h-6z"/>',
  bag: '<path class="f" d="M54 66h92v80q0 16-16 16H70q-16 0-16-16z"/><path class="s" d="M76 66V52q0-16 24-16t24 16v14h-8V54q0-10-16-10t-16 10v12zM68 104h64v36H68z"/>',
};

/** The picture of a thing in a colour, as an SVG file of some hundred bytes. */
export function drawPicture(glyph: string, colour: string): string {
  const [fill, shade, ground] = COLOURS[colour] ?? ['#888', '#555', '#eee'];
  const drawing = GLYPHS[glyph] ?? '<circle class="f" cx="100" cy="100" r="60"/>';
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" width="800" height="800">` +
    `<style>.f{fill:${fill}}.s{fill:${shade}}</style>` +
    `<rect width="200" height="200" fill="${ground}"/><ellipse cx="100" cy="172" rx="66" ry="8" fill="#0001"/>` +
    `${drawing}</svg>\n`
  );
}

/** The mark of a brand, category or collection: its first letters on a ground. */
export function drawMark(name: string, index: number): string {
  const letters = name
    .replace(/^The /, '')
    .split(/[\s&]+/)
    .map((word) => word.charAt(0))
    .join('')
    .slice(0, 2);
  const [fill, , ground] = COLOURS[COLOUR_NAMES[index % COLOUR_NAMES.length] ?? 'Blue'] ?? [
    '#888',
    '',
    '#eee',
  ];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" width="400" height="400">` +
    `<rect width="200" height="200" fill="${ground}"/><text x="100" y="128" font-family="Georgia, serif" ` +
    `font-size="84" text-anchor="middle" fill="${fill}">${letters}</text></svg>\n`
  );
}

/** `/media/demo/shirt-white.svg` */
export function pictureUrl(glyph: string, colour: string): string {
  return `/media/demo/${glyph}-${slugify(colour)}.svg`;
}

export function markUrl(kind: string, slug: string): string {
  return `/media/demo/${kind}-${slug}.svg`;
}

/** Writes files under `<mediaDir>/demo`, named as in their URLs; those that are there stay. */
export async function writePictures(
  mediaDir: string,
  files: ReadonlyMap<string, string>,
): Promise<void> {
  await mkdir(join(mediaDir, 'demo'), { recursive: true });
  await Promise.all(
    [...files].map(([url, text]) => writeNew(join(mediaDir, url.slice('/media/'.length)), text)),
  );
}

async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (!isThere) throw error;
  }
}
