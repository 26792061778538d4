import type { ClientOperation } from './read-document.js';
import { commentOf, GENERATED, tidy } from './render-types.js';

/** The class of a tag: `Catalogue administration` → `CatalogueAdministration`. */
function classOf(tag: string): string {
  return tag
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** Where the class is: `catalogue-administration`. */
export function fileOf(tag: string): string {
  return tag.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

/** A class with a method for each operation of a tag. */
export function renderGroup(
  tag: string,
  operations: readonly ClientOperation[],
  schemas: ReadonlySet<string>,
): string {
  const queries = operations.map(renderQuery).filter((text) => text !== '');
  const methods = operations.map(renderMethod);
  const body = [...queries, ...methods].join('\n');
  const used = [...schemas].filter((name) => new RegExp(`\\b${name}\\b`).test(body)).sort();
  const lists = operations.some(isList);
  const calls = operations.some((one) => !isList(one));
  const callTypes = [...(calls ? ['Call'] : []), ...(lists ? ['PagedCall'] : [])].join(', ');
  const options = operations.some((one) => one.pathParams.length > 0)
    ? `import { type CallOptions, part } from '../operation.js';`
    : `import type { CallOptions } from '../operation.js';`;
  const types =
    used.length === 0 ? '' : `import type {\n  ${used.join(',\n  ')},\n} from './types.js';\n`;
  return `${GENERATED}import type { ${callTypes} } from '../call.js';
import type { Connection } from '../connection.js';
${options}
${types}
${queries.join('\n')}${queries.length === 0 ? '' : '\n'}/** ${tag}. */
export class ${classOf(tag)} {
  constructor(private readonly connection: Connection) {}

${methods.join('\n')}}
`;
}

/** All groups beside each other. */
export function renderIndex(tags: readonly string[]): string {
  const imports = tags.map((tag) => `import { ${classOf(tag)} } from './${fileOf(tag)}.js';\n`);
  const members = tags.map((tag) => {
    const name = classOf(tag);
    return `  readonly ${name.charAt(0).toLowerCase()}${name.slice(1)}: ${name};\n`;
  });
  const made = tags.map((tag) => {
    const name = classOf(tag);
    return `    this.${name.charAt(0).toLowerCase()}${name.slice(1)} = new ${name}(connection);\n`;
  });
  return `${GENERATED}import type { Connection } from '../connection.js';
${imports.join('')}
/** All operations, by the group they belong to. */
export class Groups {
${members.join('')}
  constructor(protected readonly connection: Connection) {
${made.join('')}  }
}
`;
}

/** Whether it answers pages with a cursor that it also takes. */
function isList({ query, answer }: ClientOperation): boolean {
  const takes = query !== null && /^\s*cursor\?: string/m.test(query.type);
  return takes && (/\bnextCursor: string \| null/.test(answer) || /PageResponse$/.test(answer));
}

function queryNameOf({ id }: ClientOperation): string {
  return `${id.charAt(0).toUpperCase()}${id.slice(1)}Query`;
}

function renderQuery(operation: ClientOperation): string {
  if (operation.query === null) return '';
  // What the document says nothing about is whatever can stand in an address.
  const inner = operation.query.type
    .replace(/^\{/, '')
    .replace(/\}$/, '')
    .replace(/(\?: )unknown(?=,)/g, '$1string | number | boolean');
  return `/** Query of {@link ${classOf(operation.tag)}.${operation.id}}. */
export interface ${queryNameOf(operation)} {
${tidy(inner)}
}
`;
}

function renderMethod(operation: ClientOperation): string {
  const { id, method, pathParams, query, body, headers } = operation;
  const sent = headers.map((name) => name.toLowerCase());
  const type = /\n/.test(operation.answer)
    ? tidy(operation.answer).replace(/^ {2}/gm, '    ').trim()
    : operation.answer.replace(/\((\w+)\)\[\]/g, '$1[]').replace(/^\((.*)\)$/, '$1');
  const [does, gives] = isList(operation) ? ['list', 'PagedCall'] : ['call', 'Call'];
  const path = operation.path.replace(/\$\{(\w+)\}/g, '${part($1)}');
  const fields = [
    `method: '${method}'`,
    `path: ${path.includes('${') ? `\`${path}\`` : `'${path}'`}`,
    ...(body ? ['body'] : []),
    ...(query ? ['query'] : []),
    ...(sent.includes('idempotency-key') ? ['keyed: true'] : []),
    ...(sent.includes('x-cart-token') ? ['cart: true'] : []),
  ];
  const args = [
    ...pathParams.map((one) => `${one.name}: ${one.type}`),
    ...(body ? [`body${body.isOptional ? '?' : ''}: ${body.type}`] : []),
    ...(query ? [`query${query.isOptional ? '?' : ''}: ${queryNameOf(operation)}`] : []),
    'options?: CallOptions',
  ];
  const notes = [
    operation.summary,
    operation.description,
    headers.length === 0 ? '' : `Takes ${headers.join(', ')}.`,
    operation.isDeprecated ? '@deprecated' : '',
  ];
  return `${commentOf(notes, '  ')}  ${id}(${ordered(args).join(', ')}): ${gives}<${type}> {
    return this.connection.${does}({ ${fields.join(', ')} }, options);
  }
`;
}

/** A required argument cannot follow an optional one: what stands before it takes undefined. */
function ordered(args: readonly string[]): string[] {
  const last = args.findLastIndex((arg) => !/^\w+\?:/.test(arg));
  return args.map((arg, index) =>
    index < last ? arg.replace(/^(\w+)\?: (.*)$/, '$1: $2 | undefined') : arg,
  );
}
