import type { AccessRule } from '../../../../common/http/access.decorators.js';
import type { HandlerRule, WindowView } from '../program/window.js';
import {
  type ApiDocument,
  type BodyPath,
  fieldsOf,
  type MediaType,
  type Operation,
} from './document.js';

/** Routes that the document leaves out, each for a reason. */
const UNDOCUMENTED: readonly (readonly [prefix: string, why: string])[] = [
  ['/docs', 'the document as a page'],
  ['/openapi.json', 'the document itself'],
  ['/media/', 'pictures as files'],
  ['/admin', 'pages for people, behind the rights that test/e2e/operations asks for'],
];

/** The storefront, for looking: not in production. */
const PAGE = '/';

/** A field of a request that names a row. */
export interface IdField {
  readonly in: 'path' | 'query' | 'body';
  readonly name: string;
  /** Where in the body; empty elsewhere. */
  readonly path: BodyPath;
}

/** One documented route of the running program with the rule that guards it. */
export interface Route {
  /** `POST /api/v1/orders`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
  readonly operationId: string;
  readonly rule: AccessRule;
  readonly asks: HandlerRule;
  readonly body: { readonly type: string; readonly media: MediaType } | null;
  readonly ids: readonly IdField[];
}

/** The routes, and where document, router and rules do not tell of the same ones. */
export interface RouteTable {
  readonly routes: readonly Route[];
  readonly faults: readonly string[];
}

/** Joins what the document says with what the router and the guard know. */
export function routeTable(document: ApiDocument, view: WindowView): RouteTable {
  const faults: string[] = [];
  const rules = new Map(view.handlers.map((handler) => [handler.operationId, handler]));
  const routes = operationsOf(document).flatMap(({ method, path, operation }) => {
    const known = rules.get(operation.operationId);
    if (known) return [routeOf(document, method, path, operation, known)];
    faults.push(`${method} ${path} is documented, but no handler has it`);
    return [];
  });
  const documented = new Set(routes.map((route) => route.name));
  const routed = new Set(view.routes.flatMap(({ method, url }) => nameOf(method, url) ?? []));
  for (const name of routed) {
    if (!documented.has(name)) faults.push(`${name} answers, but is not documented`);
  }
  for (const name of documented) {
    if (!routed.has(name)) faults.push(`${name} is documented, but does not answer`);
  }
  return { routes, faults };
}

/** Whether a route changes something. */
export function isWrite(route: Route): boolean {
  return route.method !== 'GET';
}

function routeOf(
  document: ApiDocument,
  method: string,
  path: string,
  operation: Operation,
  asks: HandlerRule,
): Route {
  const { operationId } = operation;
  const [content] = Object.entries(operation.requestBody?.content ?? {});
  const body = content ? { type: content[0], media: content[1] } : null;
  const ids = [...parameterIds(operation), ...bodyIds(document, body?.media)];
  const name = `${method} ${path}`;
  return { name, method, path, operation, operationId, rule: asks.rule, asks, body, ids };
}

function operationsOf(
  document: ApiDocument,
): { method: string; path: string; operation: Operation }[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      return { method: method.toUpperCase(), path, operation };
    }),
  );
}

function parameterIds(operation: Operation): IdField[] {
  return (operation.parameters ?? []).flatMap(({ name, in: place }): IdField[] => {
    const isId = (place === 'path' || place === 'query') && namesRow(name);
    return isId ? [{ in: place, name, path: [] }] : [];
  });
}

function bodyIds(document: ApiDocument, media: MediaType | undefined): IdField[] {
  if (!media?.schema) return [];
  return [...fieldsOf(document, media.schema)].flatMap(({ path, schema }): IdField[] => {
    const last = path.at(-1) ?? '';
    // An element of `variantIds` is named by its list.
    const name = last === '0' ? (path.at(-2) ?? '') : last;
    const isList = schema.items !== undefined;
    return namesRow(name) && !isList ? [{ in: 'body', name, path }] : [];
  });
}

/** `id`, `addressId`, `variantIds`, and what a person can guess instead of an id; a request is no row. */
function namesRow(name: string): boolean {
  return name !== 'requestId' && /^(id|ids|.*Ids?|orderNumber|reference)$/.test(name);
}

/** Null for what the framework adds and for what is left out on purpose. */
function nameOf(method: string, url: string): string | null {
  const path = url.replace(/:([A-Za-z]+)/g, '{$1}');
  if (method === 'HEAD' || method === 'OPTIONS' || path.includes('*')) return null;
  if (path === PAGE || UNDOCUMENTED.some(([prefix]) => path.startsWith(prefix))) return null;
  return `${method} ${path}`;
}
