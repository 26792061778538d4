import type { FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';

/** Longer addresses are answered without being kept: nobody types or links them. */
export const MAX_LENGTH = 1_024;
/** Whoever sends one of these may be somebody to whom the shop answers otherwise. */
const PERSONAL = ['authorization', 'cookie', 'x-api-key', 'x-cart-token'] as const;

/**
 * What an answer is kept under: path, parameters in alphabetical order, language and currency. No
 * header takes part but through the last two, so none can put a wrong answer in the place of another.
 *
 * @returns null for a request that is not answered from the cache.
 */
export function answerKey(request: FastifyRequest): string | null {
  const { headers, raw, query, server } = request;
  const url = raw.url ?? '';
  if (url.length > MAX_LENGTH) return null;
  if (isPersonal(headers)) return null;
  const view = viewKey(server, headers['accept-language'], url);
  if (view === null) return null;
  const end = url.indexOf('?');
  const path = end < 0 ? url : url.slice(0, end);
  return `${view} ${path}?${end < 0 ? '' : sorted(query as Query)}`;
}

/** Whether somebody asks who may be somebody. */
export function isPersonal(headers: IncomingHttpHeaders): boolean {
  return PERSONAL.some((name) => headers[name] !== undefined);
}

type Query = Readonly<Record<string, string | readonly string[]>>;

/** Language and currency in which an answer is asked for; null when the shop does not have them. */
function viewKey(
  { storefrontViews }: FastifyRequest['server'],
  language: string | undefined,
  url: string,
): string | null {
  try {
    return storefrontViews.ofRequest(language, url).key;
  } catch {
    return null;
  }
}

/** As JSON, so that no value can look like another parameter. */
function sorted(query: Query): string {
  const names = Object.keys(query).filter((name) => name !== 'locale' && name !== 'currency');
  return names.length === 0 ? '' : JSON.stringify(names.sort().map((name) => [name, query[name]]));
}
