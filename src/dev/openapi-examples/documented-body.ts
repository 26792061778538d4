import { type ApiDocument, resolve, type Schema } from '../proof/identity/contract/document.js';
import { bodyExample, fieldAt, withField } from '../proof/identity/contract/examples.js';
import type { Route } from '../proof/identity/contract/routes.js';
import type { Scene } from '../proof/identity/people/scene.js';

/** What proves that the caller is still the one who logged in; every demo account has the same. */
const PROOF = 'currentPassword';

/** The body that the fields of a contract show together; null where one that is needed shows nothing. */
export function documentedBody(scene: Scene, route: Route, sent: unknown): unknown {
  const schema = route.body?.media.schema;
  if (schema === undefined || sent === undefined || route.body?.type !== 'application/json')
    return null;
  const body = bodyExample(scene.document, { schema });
  if (!isWhole(scene.document, schema, body)) return null;
  const proof = fieldAt(sent, [PROOF]);
  return proof === undefined ? body : withField(body, [PROOF], proof);
}

function isWhole(document: ApiDocument, schema: Schema, value: unknown): boolean {
  const { properties = {}, required = [], items, oneOf, anyOf } = resolve(document, schema);
  if (oneOf !== undefined || anyOf !== undefined) return false;
  if (items !== undefined) {
    return Array.isArray(value) && value.length > 0 && isWhole(document, items, value[0]);
  }
  if (Object.keys(properties).length === 0) return value !== undefined;
  if (typeof value !== 'object' || value === null) return false;
  const named = Object.entries(value).filter(([name]) => properties[name] !== undefined);
  return (
    named.length > 0 &&
    required.every((name) => name in value) &&
    named.every(([name, one]) => isWhole(document, properties[name] ?? {}, one))
  );
}
