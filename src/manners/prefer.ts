/** What a caller prefers to get back from a write (RFC 7240, 4.2); null when he says nothing about it. */
export type ReturnPreference = 'minimal' | 'representation';

const RETURN = /^return\s*=\s*"?(minimal|representation)"?\s*(?:;.*)?$/i;

/** Reads the header `Prefer`: of several the first counts, and what is not known is passed over. */
export function returnPreference(
  header: string | readonly string[] | undefined,
): ReturnPreference | null {
  if (header === undefined) return null;
  for (const part of [header].flat().join(',').slice(0, 1_000).split(',')) {
    const found = RETURN.exec(part.trim())?.[1]?.toLowerCase();
    if (found !== undefined) return found === 'minimal' ? 'minimal' : 'representation';
  }
  return null;
}
