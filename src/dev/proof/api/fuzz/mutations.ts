import type { ApiDocument, Parameter } from '../../identity/contract/document.js';
import { fieldsOf } from '../../identity/contract/document.js';
import { fieldAt, withField } from '../../identity/contract/examples.js';
import type { Route } from '../../identity/contract/routes.js';
import type { WireRequest } from '../../identity/people/http.js';
import { JSON_TYPE } from '../../identity/people/scene.js';
import { wireOf } from '../../identity/recipes/build.js';
import type { Draft } from '../../identity/recipes/recipe.js';
import {
  BODIES,
  BODY_HEADERS,
  HEADER_VALUES,
  HEADERS,
  JSON_VALUES,
  QUERY_SHAPES,
  SEARCH_VALUES,
  URL_VALUES,
} from './hostile-values.js';

/** A request that works, with one thing changed. */
export interface Mutation {
  /** `body /items/0/quantity = -1`. */
  readonly what: string;
  readonly apply: (draft: Draft) => WireRequest;
}

const JSON_BODY = 'application/json';
const SHOWN = 60;
/** Stands in a path until the raw value takes its place. */
const HERE = 'fuzzed-here';

/** Everything that is tried with a route: each field of its request with each hostile value, one at a time. */
export function mutationsOf(document: ApiDocument, route: Route): Mutation[] {
  const parameters = route.operation.parameters ?? [];
  return [
    ...parameters.flatMap((one) => parameterMutations(route, one)),
    ...unknownNames(route),
    ...HEADERS.map((headers) => withHeaders(route, headers)),
    ...bodyMutations(document, route),
  ];
}

function parameterMutations(route: Route, { name, in: place }: Parameter): Mutation[] {
  if (place === 'path') return URL_VALUES.filter(Boolean).map((raw) => inPath(route, name, raw));
  if (place === 'header') {
    return HEADER_VALUES.map((value) => withHeaders(route, { [name.toLowerCase()]: value }));
  }
  const values = name === 'q' ? [...URL_VALUES, ...SEARCH_VALUES] : URL_VALUES;
  const shapes = QUERY_SHAPES.map((shape) => shape.replaceAll('{name}', name));
  return [
    ...values.map((raw) => inQuery(route, name, `=${raw}`)),
    ...shapes.map((shape) => inQuery(route, name, shape)),
  ];
}

function inPath(route: Route, name: string, raw: string): Mutation {
  return {
    what: `path ${name} = ${raw.slice(0, SHOWN)}`,
    apply: (draft) => {
      const wire = wireOf(route, { ...draft, params: { ...draft.params, [name]: HERE } });
      return { ...wire, path: wire.path.replace(HERE, raw) };
    },
  };
}

function inQuery(route: Route, name: string, rest: string): Mutation {
  return {
    what: `query ${name}${rest.slice(0, SHOWN)}`,
    apply: (draft) => {
      const { [name]: _replaced, ...query } = draft.query;
      const wire = wireOf(route, { ...draft, query });
      const sign = wire.path.includes('?') ? '&' : '?';
      return { ...wire, path: `${wire.path}${sign}${name}${rest}` };
    },
  };
}

function unknownNames(route: Route): Mutation[] {
  return ['nobodyKnows=1', '__proto__=1', 'constructor[prototype]=1', '=', '&&&', '%00=%00'].map(
    (query) => ({
      what: `?${query}`,
      apply: (draft) => {
        const wire = wireOf(route, draft);
        return { ...wire, path: `${wire.path}${wire.path.includes('?') ? '&' : '?'}${query}` };
      },
    }),
  );
}

function withHeaders(route: Route, headers: Readonly<Record<string, string>>): Mutation {
  const what = Object.entries(headers).map(([name, value]) => `${name}: ${value.slice(0, SHOWN)}`);
  return {
    what: `header ${what.join(', ')}`,
    apply: (draft) => {
      const wire = wireOf(route, draft);
      return { ...wire, headers: { ...wire.headers, ...headers } };
    },
  };
}

function bodyMutations(document: ApiDocument, route: Route): Mutation[] {
  if (route.body === null) return route.method === 'GET' ? [] : BODIES.map(wholeBody(route));
  if (route.body.type !== JSON_BODY) {
    return [...BODIES.map(wholeBody(route)), ...BODY_HEADERS.map((one) => withHeaders(route, one))];
  }
  const fields = [...fieldsOf(document, route.body.media.schema ?? {})];
  return [
    ...BODIES.map(wholeBody(route)),
    ...BODY_HEADERS.map((headers) => withHeaders(route, headers)),
    ...fields.flatMap(({ path }) => [
      ...JSON_VALUES.map((value) => inBody(route, path, value)),
      withoutField(route, path),
    ]),
  ];
}

function wholeBody(route: Route): (body: (typeof BODIES)[number]) => Mutation {
  return ([what, bytes]) => ({
    what: `the body is ${what}`,
    apply: (draft) => {
      const wire = wireOf(route, draft);
      return { ...wire, headers: { ...wire.headers, ...JSON_TYPE }, body: bytes };
    },
  });
}

function inBody(route: Route, path: readonly string[], value: unknown): Mutation {
  return {
    what: `body /${path.join('/')} = ${textOf(value)}`,
    apply: (draft) => wireOf(route, { ...draft, body: withField(draft.body, path, value) }),
  };
}

function withoutField(route: Route, path: readonly string[]): Mutation {
  return {
    what: `body without /${path.join('/')}`,
    apply: (draft) => {
      const parent = fieldAt(draft.body, path.slice(0, -1));
      const isThere = typeof parent === 'object' && parent !== null;
      // JSON leaves out what is undefined.
      const body = isThere ? withField(draft.body, path, undefined) : draft.body;
      return wireOf(route, { ...draft, body });
    },
  };
}

function textOf(value: unknown): string {
  const text = Object.is(value, -0) ? '-0' : JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}… (${text.length})` : text;
}
