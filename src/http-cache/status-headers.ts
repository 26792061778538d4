/** `Cache-Status` (RFC 9211) of an answer. */
export const CACHE_STATUS = {
  hit: 'eshop; hit',
  /** Read by another request at the same moment. */
  shared: 'eshop; fwd=miss; collapsed',
  /** Read for this request, and nothing that is kept: an error. */
  miss: 'eshop; fwd=miss',
  stored: 'eshop; fwd=miss; stored',
  bypass: 'eshop; fwd=bypass',
  replica: 'eshop; fwd=bypass; detail=replica',
} as const;

/** Says that an answer may be old, and since when it is kept. */
export function staleHeaders(keptAt: number): Record<string, string> {
  const age = Math.max(0, Math.floor((performance.now() - keptAt) / 1_000));
  return {
    'cache-status': `eshop; hit; ttl=-${age}; detail=stale-if-error`,
    age: String(age),
    warning: '111 - "Revalidation Failed"',
  };
}
