import { createHash } from 'node:crypto';

/**
 * The id of a demo row: always the same for the same thing, so that examples can name it, and in
 * the form of a version 4 UUID like every other id.
 */
export function demoId(kind: string, key: string): string {
  const bytes = createHash('sha256').update(`eshop demo ${kind} ${key}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return [...parts, hex.slice(20)].join('-');
}
