import { TextDecoder } from 'node:util';

/** What is wrong with a file that was to be UTF-8 text, as a sentence; null while nothing is. */
export class TextCheck {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private isFirst = true;

  /** @param bytes the next piece of the file */
  next(bytes: Buffer): string | null {
    if (this.isFirst) {
      this.isFirst = false;
      const known = foreignKind(bytes);
      if (known !== null) return known;
    }
    if (bytes.includes(0)) return 'There are zero bytes in it, so it is no text';
    try {
      this.decoder.decode(bytes, { stream: true });
      return null;
    } catch {
      return 'It has bytes that are not UTF-8, probably of an old Windows code page. Save it as "CSV UTF-8" and send it again';
    }
  }
}

/** The first bytes give away what people send most often instead. */
function foreignKind(bytes: Buffer): string | null {
  const [first, second] = bytes;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const looksLikeUtf16 = first !== undefined && (first === 0) !== (second === 0);
  if (isUtf16 || (bytes.length > 1 && looksLikeUtf16)) {
    return 'It is UTF-16. Save it as "CSV UTF-8" and send it again';
  }
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') {
    return 'It is a ZIP archive or an Excel workbook. Save the sheet as "CSV UTF-8" and send that';
  }
  if (first === 0x1f && second === 0x8b) return 'It is compressed with gzip. Send it as it is';
  return null;
}
