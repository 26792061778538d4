import { describe, expect, it } from 'vitest';

import { PAYMENT_STATUSES } from '../payments.types.js';
import { type Attempt, nextStep } from './attempts.js';
import { newPaymentReference } from './payment-reference.js';

const REST = { authorisedAmount: '0.00', isPart: false };

const attempt = (changes: Partial<Attempt> = {}): Attempt => {
  return {
    attempt: 1,
    status: 'pending',
    methodCode: 'sandbox',
    amount: '10.00',
    ...REST,
    ...changes,
  };
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
    expect(nextStep([attempt({ status })], { methodCode: method, due: null }).do).toBe(wanted);
  });

  it('knows every state', () => {
    for (const status of PAYMENT_STATUSES) {
      expect(() => nextStep([attempt({ status })], { due: null })).not.toThrow();
    }
  });

  it('refuses when any attempt was paid, also one before the last', () => {
    const attempts = [attempt({ status: 'success' }), attempt({ attempt: 2, status: 'failed' })];
    expect(nextStep(attempts, { due: null })).toEqual({ do: 'refuse', why: 'paid' });
  });

  it('drops an attempt that no gateway has seen, and only such a one', () => {
    expect(nextStep([attempt()], { methodCode: 'cod', due: null })).toMatchObject({
      drop: attempt(),
      methodCode: 'cod',
    });
    expect(
      nextStep([attempt({ status: 'failed' })], { methodCode: 'cod', due: null }),
    ).toMatchObject({ drop: null });
  });

  it('goes on over what is owed, also after a paid attempt', () => {
    const paid = attempt({ status: 'success' });
    expect(nextStep([paid], { due: '4.00' })).toMatchObject({ do: 'renew', drop: null });
    const open = attempt({ attempt: 2, status: 'processing', amount: '4.00' });
    expect(nextStep([paid, open], { due: '4.00' })).toMatchObject({ do: 'continue' });
    expect(nextStep([paid, open], { methodCode: 'cod', due: '4.00' })).toMatchObject({
      do: 'refuse',
      why: 'open',
    });
    expect(nextStep([paid, open], { due: '3.00' })).toMatchObject({ do: 'renew', drop: open });
  });

  it('splits what is owed, and never above it', () => {
    const whole = attempt({ amount: '10.00' });
    const first = nextStep([whole], { due: '10.00', part: '4.00' });
    expect(first).toMatchObject({ do: 'renew', amount: '4.00', isPart: true, drop: whole });
    const part = attempt({ attempt: 2, status: 'processing', amount: '4.00', isPart: true });
    const ended = attempt({ status: 'cancelled' });
    const all = [ended, part];
    expect(nextStep(all, { due: '10.00', part: '4.00' })).toEqual({
      do: 'continue',
      attempt: part,
    });
    expect(nextStep(all, { due: '10.00', part: '6.01' })).toEqual({ do: 'refuse', why: 'above' });
    expect(nextStep(all, { due: '10.00' })).toMatchObject({ amount: '6.00', isPart: true });
    expect(nextStep(all, { due: '10.00', part: '4.00', methodCode: 'cod' })).toMatchObject({
      do: 'renew',
      methodCode: 'cod',
    });
    const rest = attempt({ attempt: 3, status: 'processing', amount: '6.00', isPart: true });
    expect(nextStep([...all, rest], { due: '10.00' })).toMatchObject({ do: 'continue' });
    expect(nextStep([...all, rest], { due: '10.00', part: '0.01' })).toMatchObject({
      why: 'above',
    });
    const handed = attempt({ status: 'processing' });
    expect(nextStep([handed], { due: '10.00', part: '4.00' })).toMatchObject({ why: 'open' });
  });

  it('leaves held money alone', () => {
    const held = attempt({ status: 'processing', amount: '4.00', authorisedAmount: '4.00' });
    expect(nextStep([held], { due: '6.00' })).toMatchObject({ do: 'renew', drop: null });
  });

  it('has nothing to do without an attempt', () => {
    expect(nextStep([], { due: null })).toEqual({ do: 'refuse', why: 'none' });
  });
});

describe('newPaymentReference', () => {
  it('fits every gateway and does not repeat', () => {
    const references = Array.from({ length: 1000 }, newPaymentReference);
    expect(new Set(references).size).toBe(1000);
    expect(references.every((text) => /^P[0-9A-HJKMNP-TV-Z]{24}$/.test(text))).toBe(true);
  });
});
