import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';

// UnifontEX: Chinese, Japanese, Korean, emoji and nearly all else of Unicode in one free font, drawn on a coarse grid.
const FILE = '@fontsource/unifontex/files/unifontex-latin-400-normal.woff';

let bytes: Buffer | null = null;

/**
 * The font for letters that the first one lacks, unpacked once for the process (12 MB): read as WOFF each glyph
 * would unpack all of them anew.
 */
export function fallbackFont(): Buffer {
  bytes ??= unpackWoff(readFileSync(createRequire(import.meta.url).resolve(FILE)));
  return bytes;
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
