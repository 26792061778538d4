/** As many of the first bytes as {@link typeOf} looks at. */
export const HEAD_BYTES = 16;

export type PictureType = 'image/png' | 'image/jpeg' | 'image/webp';

/** What files begin with; the name and type that came along prove nothing. SVG is a program, not a picture. */
const SIGNATURES: readonly (readonly [type: PictureType, offset: number, bytes: string])[] = [
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/webp', 8, 'WEBPVP8'],
];

/** What a picture has no use for and another program would run or unpack. */
const FOREIGN = ['<script', '<?php', '<!doctype', '<html', '<svg', '<!entity', 'javascript:'].map(
  (text) => new RegExp(text.replace(/[?!]/g, '\\$&'), 'i'),
);
const PDF_WITHIN = 1024;
const ZIP_END = Buffer.from('PK\x05\x06', 'latin1');
const ZIP_END_WITHIN = 65_557;
/** Stretches of bytes are looked at one by one, so that no copy of the whole file is made. */
const WINDOW = 65_536;
const OVERLAP = 16;

/** The type by the first bytes; null for anything that is no PNG, JPEG or WebP. */
export function typeOf(bytes: Buffer): PictureType | null {
  const found = SIGNATURES.find(([, offset, signature]) => {
    return bytes.toString('latin1', offset, offset + signature.length) === signature;
  });
  return found?.[0] ?? null;
}

/**
 * Whether a file is also something else: a page, a program, a document, an archive. Drawing it anew takes that away;
 * whoever sends it does not mean a picture.
 */
export function isPolyglot(bytes: Buffer): boolean {
  if (bytes.subarray(0, PDF_WITHIN).includes('%PDF-')) return true;
  if (bytes.subarray(-ZIP_END_WITHIN).includes(ZIP_END)) return true;
  for (let start = 0; start < bytes.length; start += WINDOW) {
    const text = bytes.toString('latin1', start, start + WINDOW + OVERLAP);
    if (FOREIGN.some((pattern) => pattern.test(text))) return true;
  }
  return false;
}
