import type { OpenAPIObject } from '@nestjs/swagger';
import { InvalidRequest, UnknownField } from '../../common/errors/common-errors.js';
import type { ProblemClass } from '../../common/errors/domain-error.js';
import { DEPRECATION_EXTENSION, type Deprecation } from '../../manners/deprecated.decorator.js';
import { type Documented, makeManners } from '../../manners/make-manners.js';
import type { OperationManners } from '../../manners/operation-manners.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Parameter = Exclude<NonNullable<Operation['parameters']>[number], { $ref: string }>;
type Response = Extract<NonNullable<Operation['responses']['200']>, { description: string }>;
type Header = Exclude<NonNullable<Response['headers']>[string], { $ref: string }>;

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

const text = (description: string, example: string): Header => ({
  description,
  schema: { type: 'string', example },
});

const HEADERS = {
  ETag: text(
    'Of this answer; good for If-None-Match, and for If-Match where a route takes it',
    '"aZ81n_2kQ0fDq3vYxW7Rtg"',
  ),
  Location: text('Where it is read', '/api/v1/orders/018f2d6e-5b1a-7c3e-9d42-6a1f0c2b7e55'),
  'Preference-Applied': text('The preference that was followed', 'return=minimal'),
  Deprecation: text('Since when, RFC 9745', '@1793491200'),
  Sunset: text('When it may be gone, RFC 8594', 'Sun, 01 Nov 2026 00:00:00 GMT'),
  Link: text(
    '`rel="deprecation"`: what to use instead',
    '<https://shop.example/docs>; rel="deprecation"',
  ),
} as const;

const IF_NONE_MATCH: Parameter = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'The ETag as last seen; 304 while it is the same.',
  schema: { type: 'string' },
};

/** The way to say that a query may have any names. */
const ANYTHING: Parameter = {
  name: 'parameters',
  in: 'query',
  required: false,
  description: 'Whatever the sender adds.',
  style: 'form',
  explode: true,
  schema: { type: 'object', additionalProperties: { type: 'string' } },
};

const PREFER: Parameter = {
  name: 'Prefer',
  in: 'header',
  required: false,
  description:
    '`return=minimal`: without a body; what was changed is read where it is read always.',
  schema: { type: 'string', enum: ['return=minimal', 'return=representation'] },
};

/**
 * Puts the manners that all routes share into the document: `fields`, names that are not known, ETags and 304,
 * `Prefer`, `Location`, and what is going.
 */
export function documentManners(document: OpenAPIObject): OpenAPIObject {
  const { operations } = makeManners(document as unknown as Documented);
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      const manners = operations[operation?.operationId ?? ''];
      if (operation && manners) documentOperation(operation, manners, method);
    }
  }
  const headers = { ...document.components?.headers, ...HEADERS };
  return { ...document, components: { ...document.components, headers } };
}

function documentOperation(operation: Operation, manners: OperationManners, method: string): void {
  if (manners.isOpen === undefined) addProblem(operation, InvalidRequest);
  else add(operation, ANYTHING);
  if (method === 'get') documentRead(operation, manners);
  if (manners.location !== undefined) addHeaders(operation, '201', 'Location');
  if (manners.isMinimal !== undefined) documentPrefer(operation);
  documentDeprecation(operation);
}

function documentRead(operation: Operation, { fields }: OperationManners): void {
  const schema = responseOf(operation, '200')?.content?.['application/json']?.schema;
  const isNamed = schema !== undefined && ('$ref' in schema || schema.properties !== undefined);
  if (fields !== undefined) {
    add(operation, fieldsParameter(fields.isList));
    addProblem(operation, UnknownField);
  }
  if (!isNamed) return;
  add(operation, IF_NONE_MATCH);
  addHeaders(operation, '200', 'ETag');
  operation.responses['304'] ??= {
    description: 'It is as the caller knows it (If-None-Match)',
    headers: { ETag: { $ref: '#/components/headers/ETag' } },
  };
}

function fieldsParameter(isList: boolean): Parameter {
  const whose = isList ? 'each item' : 'the answer';
  return {
    name: 'fields',
    in: 'query',
    required: false,
    description: `Only these members of ${whose}, separated by commas, \`a.b\` for a member of a member; \`id\` comes always. Members that are required elsewhere may be missing then.`,
    schema: { type: 'string', maxLength: 1_000 },
  };
}

function documentPrefer(operation: Operation): void {
  add(operation, PREFER);
  for (const status of ['200', '201']) addHeaders(operation, status, 'Preference-Applied');
  if (responseOf(operation, '200') === undefined) return;
  operation.responses['204'] ??= { description: 'Done (`Prefer: return=minimal`)' };
  addHeaders(operation, '204', 'Preference-Applied');
}

function documentDeprecation(
  operation: Operation & { [DEPRECATION_EXTENSION]?: Deprecation },
): void {
  const deprecation = operation[DEPRECATION_EXTENSION];
  if (deprecation === undefined) return;
  operation.deprecated = true;
  const names = [
    'Deprecation' as const,
    ...(deprecation.sunset === undefined ? [] : (['Sunset'] as const)),
    ...(deprecation.link === undefined ? [] : (['Link'] as const)),
  ];
  for (const status of Object.keys(operation.responses)) addHeaders(operation, status, ...names);
}

function add(operation: Operation, parameter: Parameter): void {
  const known = operation.parameters ?? [];
  const has = known.some(
    (one) =>
      'name' in one &&
      one.in === parameter.in &&
      one.name.toLowerCase() === parameter.name.toLowerCase(),
  );
  if (!has) operation.parameters = [...known, structuredClone(parameter)];
}

function addHeaders(
  operation: Operation,
  status: string,
  ...names: readonly (keyof typeof HEADERS)[]
): void {
  const response = responseOf(operation, status);
  if (response === undefined) return;
  const added = names.map((name) => [name, { $ref: `#/components/headers/${name}` }] as const);
  response.headers = { ...response.headers, ...Object.fromEntries(added) };
}

/** One more line in the description of its status, as `@ApiProblems` would have written it. */
function addProblem(operation: Operation, { problem }: ProblemClass): void {
  const line = `\`${problem.code}\`: ${problem.title}`;
  const known = responseOf(operation, '400');
  if (known?.description.includes(`\`${problem.code}\``) === true) return;
  operation.responses['400'] = {
    description: [known?.description, line].filter(Boolean).join('\n\n'),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

function responseOf(operation: Operation, status: string): Response | undefined {
  return operation.responses[status] as Response | undefined;
}
