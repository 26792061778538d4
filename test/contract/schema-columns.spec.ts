import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allCommands } from '../../src/cli/commands.js';
import { workerQueues } from '../../src/worker-queues.js';
import { useDatabase } from '../setup/test-database.js';

/** The tables that the shop was designed with, and those of operations; others that came later have tests of their own. */
const TABLES = [
  'alarms',
  'attribute_values',
  'attributes',
  'brands',
  'cart_items',
  'categories',
  'collections',
  'discount_usages',
  'discounts',
  'email_verifications',
  'event_sequences',
  'images',
  'mail_deliveries',
  'operation_reports',
  'order_items',
  'orders',
  'payment_methods',
  'payments',
  'permissions',
  'product_variants',
  'products',
  'public_events',
  'ratings',
  'shopping_carts',
  'statement_counts',
  'statement_snapshots',
  'user_addresses',
  'user_payment_infos',
  'user_roles',
  'user_sessions',
  'users',
  'variant_attributes',
  'webhook_attempts',
  'webhook_deliveries',
  'webhook_endpoints',
];

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

interface Operation {
  readonly operationId?: string;
  readonly parameters?: readonly { readonly name: string }[];
  readonly requestBody?: { readonly content?: Content };
  readonly responses?: Readonly<Record<string, { readonly content?: Content }>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const read = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const document = read('openapi.json') as Document;

/**
 * Column → who writes it, who reads it. `operationId.field` is a field of the request or of the answer,
 * `operationId` a route that does it without showing it, `queue/job` a job, `cli:command:part` the command line. What all
 * tables have, and what says to people at the database what a row is, may be read by `nobody`.
 */
const COLUMNS = read('../fixtures/schema-columns.json') as Readonly<
  Record<string, readonly [writer: string, reader: string]>
>;

function fieldsOf(schema: Schema | undefined, seen: readonly string[] = []): string[] {
  if (schema === undefined) return [];
  const name = schema.$ref?.split('/').at(-1);
  if (name !== undefined) {
    return seen.includes(name) ? [] : fieldsOf(document.components.schemas[name], [...seen, name]);
  }
  const more = schema.additionalProperties;
  const inner = [
    ...Object.values(schema.properties ?? {}),
    ...(schema.items ? [schema.items] : []),
    ...(typeof more === 'object' ? [more] : []),
    ...(schema.allOf ?? []),
    ...(schema.oneOf ?? []),
    ...(schema.anyOf ?? []),
  ];
  return [
    ...Object.keys(schema.properties ?? {}),
    ...inner.flatMap((part) => fieldsOf(part, seen)),
  ];
}

const inContent = (content: Content = {}): string[] =>
  Object.values(content).flatMap(({ schema }) => fieldsOf(schema));

interface Fields {
  readonly sent: ReadonlySet<string>;
  readonly answered: ReadonlySet<string>;
}

const operations = new Map<string, Fields>(
  Object.values(document.paths)
    .flatMap((methods) => Object.values(methods))
    .filter((operation) => operation.operationId !== undefined)
    .map((operation) => {
      const answers = Object.entries(operation.responses ?? {}).filter(([code]) =>
        code.startsWith('2'),
      );
      const sent = [
        ...(operation.parameters ?? []).map(({ name }) => name),
        ...inContent(operation.requestBody?.content),
      ];
      const answered = answers.flatMap(([, { content }]) => inContent(content));
      return [
        operation.operationId ?? '',
        { sent: new Set(sent), answered: new Set(answered) },
      ] as const;
    }),
);

const jobs = new Set(
  workerQueues.flatMap(({ queue }) => Object.keys(queue.jobs).map((job) => `${queue.name}/${job}`)),
);
const commands = new Set(
  (await allCommands()).flatMap((command) =>
    command.commands.map((part) => `cli:${command.name()}:${part.name()}`),
  ),
);

const READ_BY_PEOPLE = /\.(created_at|updated_at|id|aggregate_type)$/;

function isUnread(column: string, reader: string): boolean {
  return reader === 'nobody' && READ_BY_PEOPLE.test(column);
}

/** What is wrong with a name, or null. */
function faultOf(name: string, side: keyof Fields): string | null {
  if (name.startsWith('cli:')) return commands.has(name) ? null : `no command ${name}`;
  if (name.includes('/')) return jobs.has(name) ? null : `no job ${name}`;
  const [operationId = '', field] = name.split('.');
  const fields = operations.get(operationId);
  if (fields === undefined) return `no route ${operationId}`;
  return field === undefined || fields[side].has(field) ? null : `no field ${name}`;
}

describe('Columns', () => {
  const d = useDatabase();

  it('of the shop’s own tables each have somebody who writes and somebody who reads them', async () => {
    const { rows } = await d.owner.query<{ name: string }>(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name = ANY ($1)`,
      [TABLES],
    );
    const live = rows.map(({ name }) => name);
    expect(live.length).toBeGreaterThan(450);
    expect(live.filter((name) => !(name in COLUMNS))).toEqual([]);
    expect(Object.keys(COLUMNS).filter((name) => !live.includes(name))).toEqual([]);
  });

  it('name routes, fields, jobs and commands that there are', () => {
    const faults = Object.entries(COLUMNS).flatMap(([column, [writer, reader]]) =>
      [faultOf(writer, 'sent'), isUnread(column, reader) ? null : faultOf(reader, 'answered')]
        .filter((fault) => fault !== null)
        .map((fault) => `${column}: ${fault}`),
    );
    expect(faults).toEqual([]);
  });

  it('and would tell of others', () => {
    expect(faultOf('noSuchRoute', 'sent')).toBe('no route noSuchRoute');
    expect(faultOf('register.noSuchField', 'sent')).toBe('no field register.noSuchField');
    expect(faultOf('register.password', 'answered')).toBe('no field register.password');
    expect(faultOf('orders/no-such-job', 'sent')).toBe('no job orders/no-such-job');
    expect(faultOf('cli:archive:nothing', 'sent')).toBe('no command cli:archive:nothing');
  });
});
