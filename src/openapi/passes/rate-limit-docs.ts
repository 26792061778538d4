import type { OpenAPIObject } from '@nestjs/swagger';
import { TooManyRequests } from '../../common/errors/common-errors.js';
import { RATE_LIMIT_DEFAULTS } from '../../config/rate-limit-classes.js';
import { RATE_LIMIT_EXTENSION } from '../../rate-limits/rate-limit.decorator.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Response = Extract<NonNullable<Operation['responses']['200']>, { description: string }>;
type Header = NonNullable<Response['headers']>[string];

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

const integer = (description: string, example: number): Header => ({
  description,
  schema: { type: 'integer', minimum: 0, example },
});

const HEADERS: Readonly<Record<string, Header>> = {
  'RateLimit-Limit': integer('Requests that the nearest limit allows in its window', 600),
  'RateLimit-Remaining': integer('How many of them are left', 597),
  'RateLimit-Reset': integer('Seconds until the window closes', 42),
  'RateLimit-Policy': {
    description: 'Class of the limit, its requests (q) and its seconds (w)',
    schema: { type: 'string', example: '"user";q=600;w=60' },
  },
};
const RETRY_AFTER = integer('Seconds to wait', 42);

/** The table of classes for the description of the document. */
export function describeRateLimits(): string {
  const rows = Object.entries(RATE_LIMIT_DEFAULTS).map(
    ([name, { points, seconds, by }]) => `| \`${name}\` | ${points} | ${seconds} | ${by} |`,
  );
  return `Limits: each operation names its classes in \`${RATE_LIMIT_EXTENSION}\`. A shop may set its own numbers; the headers tell.

| class | requests | seconds | by |
| --- | --- | --- | --- |
${rows.join('\n')}`;
}

/**
 * Puts the limits into the document: the class of operations that declare none, the headers of every
 * answer, and the 429.
 */
export function documentRateLimits(document: OpenAPIObject): OpenAPIObject {
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      if (operation) documentOperation(operation);
    }
  }
  const headers = { ...document.components?.headers, ...HEADERS, 'Retry-After': RETRY_AFTER };
  return { ...document, components: { ...document.components, headers } };
}

function documentOperation(operation: Operation & { [RATE_LIMIT_EXTENSION]?: string[] }): void {
  const classes = operation[RATE_LIMIT_EXTENSION] ?? [defaultClass(operation)];
  operation[RATE_LIMIT_EXTENSION] = classes;
  if (classes.includes('none')) return;
  const { code, title } = TooManyRequests.problem;
  const refusal = operation.responses['429'] as Response | undefined;
  operation.responses['429'] = {
    description: [refusal?.description, `\`${code}\`: ${title}`].filter(Boolean).join('\n\n'),
    content: {
      'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
    },
  };
  for (const [status, response] of Object.entries(operation.responses)) {
    const names = Object.keys(HEADERS).concat(status === '429' ? ['Retry-After'] : []);
    if (status < '400' || status === '429') addHeaders(response as Response, names);
  }
}

function addHeaders(response: Response, names: readonly string[]): void {
  const added = names.map((name) => [name, { $ref: `#/components/headers/${name}` }] as const);
  response.headers = { ...response.headers, ...Object.fromEntries(added) };
}

/** The same choice as the limiter makes when the caller has an account. */
function defaultClass(operation: Operation & { 'x-permission'?: string }): string {
  if (operation['x-permission'] !== undefined) return 'staff';
  const anyone = operation.security?.every((way) => Object.keys(way).length === 0) ?? true;
  return anyone ? 'anonymous' : 'user';
}
