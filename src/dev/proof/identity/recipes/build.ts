import { randomUUID } from 'node:crypto';
import { type MediaType, resolve } from '../contract/document.js';
import { bodyExample, fieldAt, parameterExample, withField } from '../contract/examples.js';
import type { IdField, Route } from '../contract/routes.js';
import type { WireRequest } from '../people/http.js';
import { JSON_TYPE, network, PASSWORD, type Person, type Scene } from '../people/scene.js';
import { ACCOUNT_IDS, ACCOUNT_RECIPES } from './account.js';
import { ARCHIVE_RECIPES } from './archive.js';
import { CARD_IDS, CARD_RECIPES } from './cards.js';
import { PAYMENT_IDS, PAYMENT_RECIPES } from './payments.js';
import { INVENTORY_IDS, INVENTORY_RECIPES } from './inventory.js';
import { MEDIA_IDS, MEDIA_RECIPES } from './media.js';
import { PRIVACY_IDS, PRIVACY_RECIPES } from './privacy.js';
import { CATALOGUE_WORD_RECIPES } from './catalogue-words.js';
import { DESK_IDS, DESK_RECIPES } from './desk.js';
import { DRAFT_IDS, DRAFT_RECIPES } from './drafts.js';
import { EDIT_RECIPES } from './edits.js';
import { GROUP_IDS, GROUP_RECIPES } from './groups.js';
import { OPERATIONS_IDS } from './operations.js';
import { PAPER_IDS, PAPER_RECIPES } from './papers.js';
import { PRICE_LIST_IDS, PRICE_LIST_RECIPES } from './price-lists.js';
import { PRODUCT_IDS, PRODUCT_RECIPES } from './products.js';
import { DISCOUNT_IDS, DISCOUNT_RECIPES } from './discounts.js';
import { FACTOR_IDS, FACTOR_RECIPES } from './second-factor.js';
import { STAFF_IDS, STAFF_RECIPES } from './staff.js';
import type { Caller, Draft, IdKind, Recipe } from './recipe.js';
import { SHIPPING_IDS, SHIPPING_RECIPES } from './shipping.js';
import { SHOPPING_IDS, SHOPPING_RECIPES } from './shopping.js';
import { TRANSFER_IDS, TRANSFER_RECIPES } from './transfers.js';
import { WEBHOOK_IDS, WEBHOOK_RECIPES } from './webhooks.js';
import { WISH_IDS, WISH_RECIPES } from './wishes.js';

/** What proves that the caller is still the one who logged in. */
const PROOF = 'currentPassword';

const IDS: Readonly<Record<string, IdKind>> = {
  ...SHOPPING_IDS,
  ...CARD_IDS,
  ...PAYMENT_IDS,
  ...OPERATIONS_IDS,
  ...DESK_IDS,
  ...PAPER_IDS,
  ...DRAFT_IDS,
  ...SHIPPING_IDS,
  ...DISCOUNT_IDS,
  ...ACCOUNT_IDS,
  ...FACTOR_IDS,
  ...STAFF_IDS,
  ...PRIVACY_IDS,
  ...WISH_IDS,
  ...MEDIA_IDS,
  ...GROUP_IDS,
  ...PRODUCT_IDS,
  ...PRICE_LIST_IDS,
  ...INVENTORY_IDS,
  ...TRANSFER_IDS,
  ...WEBHOOK_IDS,
};
const RECIPES: Readonly<Record<string, Recipe>> = {
  ...SHOPPING_RECIPES,
  ...CARD_RECIPES,
  ...PAYMENT_RECIPES,
  ...DESK_RECIPES,
  ...PAPER_RECIPES,
  ...DRAFT_RECIPES,
  ...EDIT_RECIPES,
  ...ARCHIVE_RECIPES,
  ...SHIPPING_RECIPES,
  ...DISCOUNT_RECIPES,
  ...ACCOUNT_RECIPES,
  ...CATALOGUE_WORD_RECIPES,
  ...FACTOR_RECIPES,
  ...STAFF_RECIPES,
  ...PRIVACY_RECIPES,
  ...WISH_RECIPES,
  ...MEDIA_RECIPES,
  ...GROUP_RECIPES,
  ...PRODUCT_RECIPES,
  ...PRICE_LIST_RECIPES,
  ...INVENTORY_RECIPES,
  ...TRANSFER_RECIPES,
  ...WEBHOOK_RECIPES,
};

/**
 * What an id field of a route names.
 *
 * @throws Error naming the field when nobody has said it yet
 */
export function idKind(route: Route, name: string): IdKind {
  const kind = IDS[`${route.operationId}.${name}`] ?? IDS[name];
  if (kind) return kind;
  throw new Error(`${route.name}: nobody has said what its "${name}" names (recipes/*.ts)`);
}

/** What is wrong with a route whose ids nobody has explained; null when all are known. */
export function unnamedId(route: Route): string | null {
  try {
    for (const field of route.ids) idKind(route, field.name);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A field that names a person's row, by which one could ask for another's. */
export function isPersonal(route: Route, field: IdField): boolean {
  return idKind(route, field.name).belongs === 'person';
}

/** A request that works for the caller: the document's examples, ids of his own, the route's recipe. */
export async function draftOf(scene: Scene, route: Route, who: Caller): Promise<Draft> {
  const plain: Draft = {
    params: await parametersOf(scene, route, who),
    query: required(scene, route, 'query'),
    headers: { ...headersOf(scene, route), ...(who?.headers ?? network()) },
    body: await bodyOf(scene, route, who),
  };
  const recipe = RECIPES[route.operationId];
  const changed = recipe ? await recipe(scene, who, plain) : {};
  return { ...plain, ...changed };
}

/** The same request with one id changed. */
export function withId(draft: Draft, field: IdField, id: string): Draft {
  if (field.in === 'path') return { ...draft, params: { ...draft.params, [field.name]: id } };
  if (field.in === 'query') return { ...draft, query: { ...draft.query, [field.name]: id } };
  return { ...draft, body: withField(draft.body, field.path, id) };
}

/** What a request holds in an id field; undefined when it is left out. */
export function idIn(draft: Draft, field: IdField): unknown {
  if (field.in === 'path') return draft.params[field.name];
  return field.in === 'query' ? draft.query[field.name] : fieldAt(draft.body, field.path);
}

/** The request as bytes. Each gets a key of its own, so that none is taken for a repetition. */
export function wireOf(route: Route, draft: Draft): WireRequest {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = draft.params[name];
    if (value === undefined) throw new Error(`${route.name} has no example of {${name}}`);
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams(draft.query).toString();
  const { body, headers } = draft;
  const isRaw = body instanceof FormData || body instanceof Uint8Array || typeof body === 'string';
  const isTyped = body instanceof FormData || headers['content-type'] !== undefined;
  return {
    method: route.method,
    path: query === '' ? path : `${path}?${query}`,
    headers: {
      ...(body === undefined || isTyped ? {} : JSON_TYPE),
      ...headers,
      ...('idempotency-key' in headers ? { 'idempotency-key': randomUUID() } : {}),
    },
    body: body === undefined ? null : isRaw ? body : JSON.stringify(body),
  };
}

async function parametersOf(
  scene: Scene,
  route: Route,
  who: Caller,
): Promise<Record<string, string>> {
  const entries: [string, string][] = [];
  for (const parameter of route.operation.parameters ?? []) {
    if (parameter.in !== 'path') continue;
    const isId = route.ids.some((id) => id.in === 'path' && id.name === parameter.name);
    const value = isId
      ? await ownId(scene, route, parameter.name, who)
      : parameterExample(scene.document, parameter);
    if (value !== null && value !== undefined) entries.push([parameter.name, text(value)]);
  }
  return Object.fromEntries(entries);
}

async function bodyOf(scene: Scene, route: Route, who: Caller): Promise<unknown> {
  if (!route.body) return undefined;
  let body = bodyExample(scene.document, route.body.media);
  for (const field of route.ids) {
    if (field.in !== 'body' || fieldAt(body, field.path) === undefined) continue;
    const id = await ownId(scene, route, field.name, who);
    if (id !== null) body = withField(body, field.path, id);
  }
  // Optional by contract, because an account without a password has none to show.
  return has(scene, route.body.media, PROOF) ? withField(body, [PROOF], PASSWORD) : body;
}

function has(scene: Scene, media: MediaType, name: string): boolean {
  return media.schema !== undefined
    ? name in (resolve(scene.document, media.schema).properties ?? {})
    : false;
}

/** Null for a guest where the id is a person's: the recipe knows what a guest has. */
async function ownId(
  scene: Scene,
  route: Route,
  name: string,
  who: Caller,
): Promise<string | null> {
  const kind = idKind(route, name);
  if (who !== null) return kind.make(scene, who);
  return kind.belongs === 'nobody' ? kind.make(scene, NOBODY) : null;
}

const NOBODY: Person = {
  id: '',
  username: '',
  email: '',
  role: '',
  sessionId: '',
  refreshToken: '',
  headers: {},
};

function headersOf(scene: Scene, route: Route): Record<string, string> {
  const entries = Object.entries(required(scene, route, 'header'));
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]));
}

function required(scene: Scene, route: Route, place: 'query' | 'header'): Record<string, string> {
  const wanted = (route.operation.parameters ?? []).filter((parameter) => {
    return parameter.in === place && parameter.required === true;
  });
  return Object.fromEntries(
    wanted.map((parameter) => [parameter.name, text(parameterExample(scene.document, parameter))]),
  );
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
