import pg from 'pg';
import type { WaitingCustomer } from '../orders/crowd.js';
import { forCustomer, type OrderTemplate, PLACE } from '../orders/templates.js';
import { answerParent } from './child.js';
import { closedLoop, type LoopFigures } from './closed-loop.js';

/** Customers who order what the template of their basket says, statement by statement. */
export interface BareOrdersWork {
  readonly url: string;
  /** By basket. */
  readonly templates: readonly OrderTemplate[];
  readonly customers: readonly WaitingCustomer[];
  readonly concurrency: number;
  readonly connections: number;
  readonly seconds: number;
}

answerParent(async (work: BareOrdersWork): Promise<LoopFigures> => {
  const { url, templates, customers, concurrency, connections, seconds } = work;
  const pool = new pg.Pool({ connectionString: url, max: connections });
  const orders = customers.map((customer) => {
    const template = templates[customer.basket];
    if (template === undefined) throw new Error('A basket has no template');
    return forCustomer(template, customer);
  });
  let next = 0;
  const figures = await closedLoop(concurrency, seconds, async () => {
    const order = orders[next];
    next += 1;
    if (order === undefined) throw new Error('There are too few customers for so long');
    const client = await pool.connect();
    try {
      for (const { name, text, values } of order) {
        const given = values === undefined ? {} : { values: [...values] };
        const { rows } = await client.query<{ body?: unknown }>({
          text,
          ...(name === undefined ? {} : { name }),
          ...given,
        });
        if (name === PLACE && !rows[0]?.body) throw new Error('An order was not placed');
      }
    } finally {
      client.release();
    }
  });
  await pool.end();
  return figures;
});
