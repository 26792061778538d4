import type { RecordedAnswer, RecordedOperation, RecordedRequest } from '../../openapi/recorded.js';
import { BEST } from '../proof/identity/access/reviewed.js';
import { roleFor } from '../proof/identity/audit/effects.js';
import { withField } from '../proof/identity/contract/examples.js';
import { isWrite, type Route } from '../proof/identity/contract/routes.js';
import { isSuccess, type WireAnswer } from '../proof/identity/people/http.js';
import type { Person, Scene } from '../proof/identity/people/scene.js';
import { draftOf, idIn, wireOf } from '../proof/identity/recipes/build.js';
import type { Draft } from '../proof/identity/recipes/recipe.js';
import { demoIdFor } from './demo-ids.js';
import { documentedBody } from './documented-body.js';
import { shown } from './shown.js';

/** What one run has found. */
interface Recorded {
  readonly recorded: ReadonlyMap<string, RecordedOperation>;
  /** Operations without an answer that went well, one line each. */
  readonly faults: readonly string[];
}

/** Headers that mean something to a program; the others come with every answer. */
const HEADERS =
  /^(etag|location|idempotent-replayed|content-disposition|content-language|cache-status|x-cart-token|set-cookie)$/;
/** What a customer has done before his lists are read, in this order. */
const LIFE = [
  'addMyAddress',
  'createMyAddress',
  'placeOrder',
  'payOrder',
  'createWishlist',
  'addWishlistItem',
  'createAlert',
  'watchProduct',
  'createReview',
  'addCartItem',
  'createMyApiKey',
];
const SAID_EVERY = 50;

/**
 * Calls every operation as whoever may. Writes go first, so that there is something to read; what only one
 * customer sees is read as a customer who has used the shop.
 */
export async function recordAll(
  scene: Scene,
  wanted: ReadonlySet<string>,
  say: (line: string) => void,
): Promise<Recorded> {
  const recorded = new Map<string, RecordedOperation>();
  const faults: string[] = [];
  const routes = scene.routes.filter(
    ({ operationId }) => wanted.size === 0 || wanted.has(operationId),
  );
  const writes = routes.filter(isWrite);
  const inOrder = [...writes, ...routes.filter((route) => !isWrite(route))];
  const customer = await livedIn(scene);
  const staff = await scene.person('admin');
  for (const [index, route] of inOrder.entries()) {
    if (index % SAID_EVERY === 0) say(`… ${index} of ${inOrder.length} operations`);
    if (BEST[route.operationId] !== undefined) continue;
    try {
      const isList = !isWrite(route) && !route.path.includes('{');
      const role = roleFor(route);
      const who = isList ? (role === 'admin' ? staff : customer) : await scene.person(role);
      recorded.set(route.operationId, await record(scene, route, who));
    } catch (error) {
      faults.push(`${route.name} (${route.operationId}): ${String(error).slice(0, 300)}`);
    }
  }
  return { recorded, faults };
}

async function livedIn(scene: Scene): Promise<Person> {
  const customer = await scene.person('user');
  for (const operationId of LIFE) {
    const route = scene.routes.find((one) => one.operationId === operationId);
    if (route === undefined || roleFor(route) !== 'user') continue;
    // Only to have something to show: what does not go well here is told by the operation itself.
    await draftOf(scene, route, customer)
      .then((draft) => scene.send(wireOf(route, draft)))
      .catch(() => undefined);
  }
  return customer;
}

async function record(scene: Scene, route: Route, who: Person): Promise<RecordedOperation> {
  const draft = await draftOf(scene, route, who);
  const answer = await scene.send(wireOf(route, draft));
  if (!isSuccess(answer)) throw new Error(`${answer.status} ${answer.text}`);
  return {
    request: requestOf(scene, route, draft),
    answers: { [String(answer.status)]: answerOf(answer) },
  };
}

function requestOf(scene: Scene, route: Route, sent: Draft): RecordedRequest {
  // What the fields show works with the demo data; what was sent is about rows that a test has made.
  const draft = { ...sent, body: documentedBody(scene, route, sent.body) ?? sent.body };
  const plain = withDemoIds(route, draft);
  const { params, query } = plain;
  const body = readableBody(plain.body);
  const required = (route.operation.parameters ?? [])
    .filter((one) => one.in === 'header' && one.required === true)
    .flatMap(({ name }) => {
      const value = draft.headers[name.toLowerCase()];
      return value === undefined ? [] : [[name, value] as const];
    });
  return {
    ...(Object.keys(params).length > 0 ? { params: shown(params) as Record<string, string> } : {}),
    ...(Object.keys(query).length > 0 ? { query: shown(query) as Record<string, string> } : {}),
    ...(required.length > 0
      ? { headers: shown(Object.fromEntries(required)) as Record<string, string> }
      : {}),
    ...(body === undefined
      ? {}
      : { type: route.body?.type ?? 'application/json', body: shown(body) }),
  };
}

/** The demo shop has a row of most kinds: a request that names it works there. */
function withDemoIds(route: Route, draft: Draft): Draft {
  let { params, query, body } = draft;
  for (const field of route.ids) {
    const id = demoIdFor(route, field.name);
    if (id === null || idIn(draft, field) === undefined) continue;
    if (field.in === 'path') params = { ...params, [field.name]: id };
    else if (field.in === 'query') query = { ...query, [field.name]: id };
    else body = withField(body, field.path, id);
  }
  return { ...draft, params, query, body };
}

function readableBody(body: unknown): unknown {
  if (body === undefined || body instanceof FormData) return undefined;
  if (!(body instanceof Uint8Array)) return body;
  const text = Buffer.from(body).toString('utf8');
  if (text.includes('\uFFFD') || text.includes('\0')) return undefined;
  return text.startsWith('{') && !text.includes('\n') ? (JSON.parse(text) as unknown) : text;
}

function answerOf({ headers, text }: WireAnswer): RecordedAnswer {
  const type = headers.get('content-type')?.split(';')[0];
  const names = [...headers.keys()].filter((name) => HEADERS.test(name)).sort();
  const isText = type !== undefined && /json|^text\//.test(type) && text !== '';
  const body: unknown =
    type?.endsWith('json') === true && !type.includes('nd') ? parsed(text) : text;
  return {
    ...(type === undefined ? {} : { type }),
    ...(names.length > 0 ? { headers: names } : {}),
    ...(isText ? { body: shown(body) } : {}),
  };
}

function parsed(text: string): unknown {
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}
