import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';
import * as fontkit from 'fontkit';

const { resolve } = createRequire(import.meta.url);

/**
 * Latin with Vietnamese, Cyrillic, Greek, Hebrew, Arabic and currency signs in one free font (DejaVu Sans). What it
 * lacks (Chinese, Japanese, Korean, emoji and nearly all else of Unicode) is drawn on a coarse grid by UnifontEX, of
 * which there is no bold one.
 */
const SOURCES = {
  regular: () => readFileSync(resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')),
  bold: () => readFileSync(resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf')),
  // As WOFF each glyph would unpack all of them anew (12 MB).
  fallback: () =>
    unpackWoff(
      readFileSync(resolve('@fontsource/unifontex/files/unifontex-latin-400-normal.woff')),
    ),
};

export type FontName = keyof typeof SOURCES;

const opened = new Map<FontName, fontkit.Font>();

/**
 * A font, read at its first use and kept for the process: reading its tables takes four times as long as drawing a
 * paper with it. A paper takes from it the letters that it shows, and changes nothing in it.
 */
export function openFont(name: FontName): fontkit.Font {
  const known = opened.get(name);
  if (known !== undefined) return known;
  const font = fontkit.create(SOURCES[name]());
  if (!('layout' in font)) throw new Error(`The file of font ${name} holds several fonts.`);
  opened.set(name, font);
  return font;
}

const WOFF = { header: 44, entry: 20 } as const;
const SFNT = { header: 12, entry: 16 } as const;

/** The OpenType font inside of a WOFF 1.0 file (W3C, WOFF File Format 1.0, sections 3 to 5). */
function unpackWoff(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12);
  const directory = Buffer.alloc(SFNT.header + count * SFNT.entry);
  woff.copy(directory, 0, 4, 8);
  directory.writeUInt16BE(count, 4);
  const power = Math.floor(Math.log2(count));
  directory.writeUInt16BE(2 ** power * SFNT.entry, 6);
  directory.writeUInt16BE(power, 8);
  directory.writeUInt16BE((count - 2 ** power) * SFNT.entry, 10);
  const parts: Buffer[] = [directory];
  let at = directory.length;
  for (let index = 0; index < count; index += 1) {
    const entry = WOFF.header + index * WOFF.entry;
    const [offset, packed, length, checksum] = [4, 8, 12, 16].map((n) =>
      woff.readUInt32BE(entry + n),
    ) as [number, number, number, number];
    const stored = woff.subarray(offset, offset + packed);
    const table = packed < length ? inflateSync(stored) : stored;
    const to = SFNT.header + index * SFNT.entry;
    woff.copy(directory, to, entry, entry + 4);
    directory.writeUInt32BE(checksum, to + 4);
    directory.writeUInt32BE(at, to + 8);
    directory.writeUInt32BE(length, to + 12);
    parts.push(table, Buffer.alloc((4 - (length % 4)) % 4));
    at += length + ((4 - (length % 4)) % 4);
  }
  return Buffer.concat(parts);
}
