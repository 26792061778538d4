import { appendFileSync } from 'node:fs';
import pg from 'pg';
import { recordOf } from './templates.js';

// The API with a pencil: it writes down each statement that it sends, for the bare contender to send the same.

interface Sent {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

const file = recordOf(process.ppid);
const client = pg.Client.prototype as unknown as { query: (...given: unknown[]) => unknown };
const query = client.query;
client.query = function noted(this: unknown, ...given: unknown[]): unknown {
  const [config, values] = given as [string | Sent, readonly unknown[] | undefined];
  const sent: Sent =
    typeof config === 'string' ? { text: config, ...(values ? { values } : {}) } : config;
  const { name, text, values: bound } = sent;
  appendFileSync(file, `${JSON.stringify({ name, text, values: bound })}\n`);
  return query.apply(this, given);
};
await import('../../../main.js');
