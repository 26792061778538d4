import type { FoundOperation, JsonSchema, Parameter } from './api-document.js';
import type { Exchange } from './exchange.js';
import type { StrictSchemas } from './strict-schemas.js';

/** The framework leaves it out when it reads an address: it reaches nobody. */
const DROPPED = '__proto__';
/** Stands where the bytes were no text; the server then takes the percent signs as they were written. */
const UNREADABLE = '\ufffd';
const BYTE_ORDER_MARK = /^\ufeff/;

/**
 * What of a request that went well the document does not allow. A document that is stricter than the server keeps
 * callers from what they could do; one that leaves out what the server takes hides it.
 */
export function checkRequest(
  schemas: StrictSchemas,
  { operation, params }: FoundOperation,
  exchange: Exchange,
): string[] {
  const { requestHeaders, url } = exchange;
  const query = new URLSearchParams(url.split('?')[1] ?? '');
  const written = operation.parameters ?? [];
  const names = new Set(written.filter((one) => one.in === 'query').map(({ name }) => name));
  const takesAny = written.some(isAnyName) || !url.startsWith('/api/v1/');
  const unknown = [...new Set(query.keys())].filter((name) => {
    return !takesAny && !names.has(name) && name !== DROPPED;
  });
  const values: Readonly<Record<string, (name: string) => readonly string[]>> = {
    path: (name) => only(params[name]),
    query: (name) => query.getAll(name),
    header: (name) => only(requestHeaders[name.toLowerCase()]),
  };
  return [
    ...unknown.map((name) => `request: ?${name} is taken and not in the document`),
    ...written.flatMap((one) => parameterFaults(schemas, one, values[one.in]?.(one.name) ?? [])),
    ...bodyFaults(schemas, operation, exchange),
    ...securityFaults(operation, requestHeaders),
  ].map((fault) => (fault.startsWith('request: ') ? fault : `request: ${fault}`));
}

/** An object in its parts, each with a name of its own in the query. */
function isAnyName({ in: place, schema }: Parameter): boolean {
  return place === 'query' && schema?.['type'] === 'object';
}

function only(value: string | undefined): readonly string[] {
  return value === undefined ? [] : [value];
}

function parameterFaults(
  schemas: StrictSchemas,
  parameter: Parameter,
  values: readonly string[],
): string[] {
  const { name, in: place, required, schema } = parameter;
  // Parts of an object have names of their own; a preference that nobody knows is to be ignored (RFC 7240).
  if (isAnyName(parameter) || name === 'Prefer') return [];
  const [first] = values;
  if (first === undefined) {
    return required === true ? [`${place} ${name} is said to be required`] : [];
  }
  if (values.some((value) => value.includes(UNREADABLE))) return [];
  const value = values.length === 1 ? partsOf(first, schema) : values;
  const faults = schemas.faultsOfText(schema ?? {}, value);
  return faults.map((fault) => `${place} ${name} ${fault}`);
}

/** Lists are taken as `a,b` as well as `a&b`; the document can say only one of them. No text at all is no part. */
function partsOf(value: string, schema: JsonSchema | undefined): string | readonly string[] {
  if (schema?.['type'] !== 'array') return value;
  return value === '' ? [] : value.split(',');
}

function bodyFaults(
  schemas: StrictSchemas,
  { requestBody }: FoundOperation['operation'],
  { requestBody: sent, requestHeaders }: Exchange,
): string[] {
  const type = (requestHeaders['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  // A body of `null` is taken for none.
  if (sent.length === 0 || isNull(sent)) {
    return requestBody?.required === true ? ['a body is said to be required'] : [];
  }
  // Nobody reads it, and HTTP gives it no meaning.
  if (requestBody === undefined) return [];
  const media = requestBody.content?.[type];
  if (media === undefined) return [`takes ${type || 'a body without a type'}`];
  if (!/\bjson$/.test(type)) return [];
  const text = Buffer.from(sent).toString('utf8').replace(BYTE_ORDER_MARK, '');
  const value: unknown = JSON.parse(text);
  return schemas.faultsOf(media.schema ?? {}, value).map((fault) => `body ${fault}`);
}

function isNull(sent: Uint8Array): boolean {
  return sent.length < 8 && Buffer.from(sent).toString('utf8').trim() === 'null';
}

/** Whoever comes without any credentials must not get what the document shows behind a lock. */
function securityFaults(
  { security }: FoundOperation['operation'],
  headers: Exchange['requestHeaders'],
): string[] {
  const isOpen = (security ?? []).length === 0 || security?.some((one) => isEmpty(one)) === true;
  const shows = headers['authorization'] !== undefined || headers['cookie'] !== undefined;
  return isOpen || shows ? [] : ['answers without the credentials that are said to be needed'];
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}
