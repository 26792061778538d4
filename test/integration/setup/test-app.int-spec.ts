import { describe, expect, it } from 'vitest';
import { systemContext } from '../../../src/common/request-context.js';
import { Clock } from '../../../src/common/time/clock.js';
import { ENV, type Env } from '../../../src/config/env.js';
import { UnitOfWork } from '../../../src/database/unit-of-work.js';
import { useIntegration } from '../../setup/test-app.js';

const NOON = new Date('2026-01-01T12:00:00Z');

describe('The context of a test file', () => {
  const t = useIntegration({
    only: [],
    env: { ORDER_EXPIRY_MINUTES: '7' },
    mail: true,
    overrides: [{ token: Clock, value: { now: () => NOON } }],
  });

  it('runs on the database of the file, with its variables and replaced providers', async () => {
    expect(t.get<Env>(ENV)).toMatchObject({ ORDER_EXPIRY_MINUTES: 7, DATABASE_URL: t.url });
    expect(t.get(Clock).now()).toBe(NOON);
    const found: unknown = await t
      .get(UnitOfWork)
      .run(systemContext('test'), (tx) => tx.query('SELECT current_database() AS name'));
    expect(found).toEqual([{ name: t.name }]);
  });

  it('names the codes of refusals', () => {
    const reason = Object.assign(new Error('no'), { code: 'orders.not_found' });
    expect(
      t.codesOf([
        { status: 'fulfilled', value: 1 },
        { status: 'rejected', reason },
      ]),
    ).toEqual(['orders.not_found']);
  });

  it('waits for mails no longer than asked', async () => {
    expect(await t.mailTo('nobody@example.com', 0)).toEqual([]);
  });
});
