const MAX_CHARACTERS = 2_000;

/**
 * Where a browser goes after the provider: a path of the shop's own address, or a page of an allowed
 * origin. Parsed like a browser does it, so that `//evil.example` and `/\evil.example` are what they
 * are.
 *
 * @returns the whole address, or null when it is not allowed
 */
export function resolveReturnTo(
  text: string,
  publicUrl: string,
  allowedOrigins: readonly string[],
): string | null {
  const home = new URL(publicUrl).origin;
  if (!URL.canParse(text, home)) return null;
  const url = new URL(text, home);
  if (url.origin !== home && !allowedOrigins.includes(url.origin)) return null;
  if (url.username !== '' || url.password !== '') return null;
  return url.href.length <= MAX_CHARACTERS ? url.href : null;
}

/** The same address with the one-time code in its query. */
export function withCode(returnTo: string, code: string): string {
  const url = new URL(returnTo);
  url.searchParams.set('oidcCode', code);
  return url.href;
}
