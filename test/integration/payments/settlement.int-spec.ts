import { describe, expect, it } from 'vitest';

import { systemContext } from '../../../src/common/request-context.js';
import { PaymentsModule } from '../../../src/modules/payments/payments.module.js';
import { CompareSettlement } from '../../../src/modules/payments/use-cases/compare-settlement.js';
import type { GivenPayment } from '../../setup/given/payments.js';
import { useIntegration } from '../../setup/test-app.js';

const HEAD = 'reference,gateway_payment_id,kind,gateway_refund_id,amount,currency,occurred_at';

describe('A settlement file', () => {
  const t = useIntegration({ only: [PaymentsModule] });
  let gateways = 0;

  /** A gateway of its own, with payments of the 2nd of March. */
  const shop = async () => {
    gateways += 1;
    const gateway = `bank${gateways}`;
    const { id: methodId } = await t.given.paymentMethod({ gateway });
    const taken = async (): Promise<GivenPayment> => {
      const payment = await t.given.payment({ methodId, status: 'success' });
      await t.owner.query(
        `UPDATE payments SET processed_at = '2026-03-02T10:00Z', gateway_payment_id = 'g-' || reference WHERE id = $1`,
        [payment.id],
      );
      return payment;
    };
    const back = async ({ id, orderId }: GivenPayment, amount: string): Promise<void> => {
      await t.owner.query(
        `INSERT INTO refunds (payment_id, order_id, amount, currency, idempotency_key, status, processed_at, gateway_refund_id)
         VALUES ($1::uuid, $2, $3, 'USD', gen_random_uuid(), 'succeeded', '2026-03-02T12:00Z', 're-' || $1::uuid)`,
        [id, orderId, amount],
      );
    };
    const line = ({ reference }: GivenPayment, amount = '49.90'): string =>
      `${reference},g-${reference},capture,,${amount},USD,2026-03-02T10:00:00Z`;
    const lineBack = ({ id, reference }: GivenPayment, amount: string): string =>
      `${reference},,refund,re-${id},${amount},USD,2026-03-02T12:00:00Z`;
    const settle = (lines: readonly string[], day = '2026-03-02') =>
      t
        .get(CompareSettlement)
        .execute(systemContext('test'), { gateway, day, text: [HEAD, ...lines].join('\n') });
    const issues = async (status = 'open') => {
      const { rows } = await t.owner.query<Record<string, unknown>>(
        `SELECT kind, ours, theirs FROM reconciliation_issues WHERE gateway = $1 AND status = $2 ORDER BY kind, ours`,
        [gateway, status],
      );
      return rows.map(({ kind, ours, theirs }) => [kind, ours, theirs]);
    };
    return { taken, back, line, lineBack, settle, issues };
  };

  it('that agrees leaves nothing to do', async () => {
    const { taken, back, line, lineBack, settle, issues } = await shop();
    const [one, two] = [await taken(), await taken()];
    await back(one, '10.00');
    const lines = [line(one), line(two), lineBack(one, '10.00')];
    expect(await settle(lines)).toEqual({ lines: 3, differences: 0, changed: 0, resolved: 0 });
    expect(await issues()).toEqual([]);
  });

  it('that differs leaves a row for each difference, the same ones when it is read again', async () => {
    const { taken, back, line, lineBack, settle, issues } = await shop();
    const [wrong, missing, refunded] = [await taken(), await taken(), await taken()];
    await back(refunded, '5.00');
    await back(missing, '3.00');
    const lines = [
      line(wrong, '40.00'),
      line(refunded),
      lineBack(refunded, '6.00'),
      'P-unknown,g-9,capture,,7.00,USD,2026-03-02T10:00:00Z',
      'P-unknown,,refund,re-unknown,1.00,USD,2026-03-02T10:00:00Z',
    ];
    const expected = [
      ['capture_amount', '49.90', '40.00'],
      ['day_captured', '149.70', '96.90'],
      ['day_refunded', '8.00', '7.00'],
      ['missing_capture', '49.90', null],
      ['missing_refund', '3.00', null],
      ['refund_amount', '5.00', '6.00'],
      ['unknown_capture', null, '7.00'],
      ['unknown_refund', null, '1.00'],
    ];
    const [first, second] = await Promise.all([settle(lines), settle(lines)]);
    expect([first?.differences, second?.differences]).toEqual([8, 8]);
    expect(await settle(lines)).toMatchObject({ changed: 0, resolved: 0 });
    expect(await issues()).toEqual(expected);
  });

  it('of a later day, or a better one, takes back what was wrong', async () => {
    const { taken, line, settle, issues } = await shop();
    const late = await taken();
    await settle([]);
    expect(await issues()).toEqual([
      ['day_captured', '49.90', '0.00'],
      ['missing_capture', '49.90', null],
    ]);
    await settle([line(late)], '2026-03-03');
    expect(await issues()).toContainEqual(['day_captured', '49.90', '0.00']);
    expect(await issues()).not.toContainEqual(['missing_capture', '49.90', null]);
    await settle([line(late)]);
    expect(await issues('settled')).toContainEqual(['day_captured', '49.90', '0.00']);
    await settle([]);
    expect(await issues()).toContainEqual(['missing_capture', '49.90', null]);
  });

  it.each([
    ['no columns', 'a,b\n1,2'],
    ['a word for an amount', `${HEAD}\nP,g,capture,,NaN,USD,now`],
    ['too many digits', `${HEAD}\nP,g,capture,,1000000000000,USD,now`],
    ['an unknown kind', `${HEAD}\nP,g,__proto__,,1.00,USD,now`],
    ['NUL', `${HEAD}\nP\0,g,capture,,1.00,USD,now`],
  ])('with %s is refused', async (_what, text) => {
    const file = { gateway: 'bank', day: '2026-03-02', text };
    await expect(
      t.get(CompareSettlement).execute(systemContext('test'), file),
    ).rejects.toMatchObject({ code: 'payments.settlement_unreadable' });
  });
});
