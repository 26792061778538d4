import { describe, expect, it } from 'vitest';

import { PAYMENT_STATUSES } from '../payments.types.js';
import { type Attempt, nextStep } from './attempts.js';
import { newPaymentReference } from './payment-reference.js';

const attempt = (changes: Partial<Attempt> = {}): Attempt => {
  return { attempt: 1, status: 'pending', methodCode: 'sandbox', amount: '10.00', ...changes };
};

describe('nextStep', () => {
  it.each([
    ['pending', undefined, 'continue'],
    ['pending', 'sandbox', 'continue'],
    ['pending', 'wallet', 'renew'],
    ['processing', undefined, 'continue'],
    ['processing', 'wallet', 'refuse'],
    ['failed', undefined, 'renew'],
    ['failed', 'wallet', 'renew'],
    ['cancelled', 'wallet', 'renew'],
    ['success', undefined, 'refuse'],
    ['refunded', 'wallet', 'refuse'],
  ] as const)('%s, asked for %s: %s', (status, method, wanted) => {
    expect(nextStep([attempt({ status })], method).do).toBe(wanted);
  });

  it('knows every state', () => {
    for (const status of PAYMENT_STATUSES) {
      expect(() => nextStep([attempt({ status })], undefined)).not.toThrow();
    }
  });

  it('refuses when any attempt was paid, also one before the last', () => {
    const attempts = [attempt({ status: 'success' }), attempt({ attempt: 2, status: 'failed' })];
    expect(nextStep(attempts, undefined)).toEqual({ do: 'refuse', why: 'paid' });
  });

  it('drops an attempt that no gateway has seen, and only such a one', () => {
    expect(nextStep([attempt()], 'cod')).toMatchObject({ drop: true, methodCode: 'cod' });
    expect(nextStep([attempt({ status: 'failed' })], 'cod')).toMatchObject({ drop: false });
  });

  it('goes on over what is owed, also after a paid attempt', () => {
    const paid = attempt({ status: 'success' });
    expect(nextStep([paid], undefined, '4.00')).toMatchObject({ do: 'renew', drop: false });
    const open = attempt({ attempt: 2, status: 'processing', amount: '4.00' });
    expect(nextStep([paid, open], undefined, '4.00')).toMatchObject({ do: 'continue' });
    expect(nextStep([paid, open], 'cod', '4.00')).toMatchObject({ do: 'refuse', why: 'open' });
    expect(nextStep([paid, open], undefined, '3.00')).toMatchObject({ do: 'renew', drop: true });
  });

  it('has nothing to do without an attempt', () => {
    expect(nextStep([], undefined)).toEqual({ do: 'refuse', why: 'none' });
  });
});

describe('newPaymentReference', () => {
  it('fits every gateway and does not repeat', () => {
    const references = Array.from({ length: 1000 }, newPaymentReference);
    expect(new Set(references).size).toBe(1000);
    expect(references.every((text) => /^P[0-9A-HJKMNP-TV-Z]{24}$/.test(text))).toBe(true);
  });
});
