import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { describe, expect, it } from 'vitest';
import { keptBackups } from './retention.js';
import { BackupUnreadable, OpenStream, SealStream } from './stream-cipher.js';

const key = { id: 'k1', key: randomBytes(32) };
const PIECE = 65_536;

async function through(stream: SealStream | OpenStream, ...chunks: Buffer[]): Promise<Buffer> {
  const out: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => out.push(chunk));
  await pipeline(Readable.from(chunks), stream);
  return Buffer.concat(out);
}

describe('An encrypted stream', () => {
  it.each([0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])('gives %i bytes back', async (size) => {
    const plain = randomBytes(size);
    const sealed = await through(new SealStream(key), plain.subarray(0, 10), plain.subarray(10));
    const pieces = [sealed.subarray(0, 5), sealed.subarray(5, 50), sealed.subarray(50)];
    const opened = await through(
      new OpenStream([{ id: 'k2', key: randomBytes(32) }, key]),
      ...pieces,
    );
    expect(opened.equals(plain)).toBe(true);
  });

  it('is refused when a bit was changed, pieces were swapped, left out or added, or the end is missing', async () => {
    const sealed = await through(new SealStream(key), randomBytes(3 * PIECE));
    const header = sealed.length - 3 * (PIECE + 16);
    const piece = (n: number): Buffer =>
      sealed.subarray(header + n * (PIECE + 16), header + (n + 1) * (PIECE + 16));
    const start = sealed.subarray(0, header);
    const flipped = (at: number): Buffer => {
      const copy = Buffer.from(sealed);
      copy[at] = (copy[at] ?? 0) ^ 1;
      return copy;
    };
    const broken = [
      flipped(0),
      flipped(header - 1),
      flipped(header + 5),
      flipped(sealed.length - 1),
      Buffer.concat([start, piece(1), piece(0), piece(2)]),
      Buffer.concat([start, piece(0), piece(2)]),
      Buffer.concat([start, piece(0), piece(1)]),
      Buffer.concat([sealed, piece(2)]),
      start,
      sealed.subarray(0, 20),
      Buffer.alloc(0),
    ];
    for (const file of broken) {
      await expect(through(new OpenStream([key]), file)).rejects.toThrow(BackupUnreadable);
    }
  });
});

describe('keptBackups', () => {
  it('keeps the newest of each day, week and month, and always the newest of all', () => {
    const at = (text: string): Date => new Date(`${text}:00Z`);
    const times = [
      '2026-01-01T03:00',
      '2026-01-30T03:00',
      '2026-01-31T03:00',
      '2026-02-01T03:00',
      '2026-02-02T03:00',
      '2026-02-02T15:00',
    ].map(at);
    const kept = (daily: number, weekly: number, monthly: number): string[] =>
      keptBackups(times, { daily, weekly, monthly }).map((time) => time.toISOString().slice(5, 16));
    expect(kept(1, 0, 0)).toEqual(['02-02T15:00']);
    expect(kept(2, 0, 0)).toEqual(['02-02T15:00', '02-01T03:00']);
    // The 2nd of February 2026 is a Monday.
    expect(kept(1, 2, 0)).toEqual(['02-02T15:00', '02-01T03:00']);
    expect(kept(1, 0, 2)).toEqual(['02-02T15:00', '01-31T03:00']);
    expect(keptBackups([], { daily: 7, weekly: 4, monthly: 12 })).toEqual([]);
  });
});
