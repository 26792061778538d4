import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { assertJobId, defineQueue, job } from './define-queue.js';
import { defineEvent, on } from './outbox/define-event.js';
import { jobIdOf } from './outbox/relay-store.js';

describe('assertJobId', () => {
  it.each(['', '42', 'a:b'])('refuses %j', (id) => {
    expect(() => assertJobId(id)).toThrow('cannot be a job id');
  });

  it.each(['order-42', '4f9c0a0e-3a44-4a6e-9b0e-0d8c5b1d2f3a', '42-r1'])('takes %j', (id) => {
    expect(assertJobId(id)).toBe(id);
  });

  it('takes every id that the relay makes', () => {
    const row = '11111111-1111-4111-8111-111111111111';
    expect(assertJobId(jobIdOf(row, 0))).toBe(row);
    expect(assertJobId(jobIdOf(row, 3))).toBe(`${row}-r3`);
  });
});

describe('defineQueue', () => {
  it.each(['Orders', 'orders:new', '1st', 'order_lines'])('refuses the name %j', (name) => {
    expect(() => defineQueue(name, {})).toThrow('kebab-case');
    expect(() => defineQueue('orders', { [name]: job(z.object({})) })).toThrow('kebab-case');
  });
});

describe('on', () => {
  const happened = defineEvent('thing.happened', z.object({ id: z.string(), extra: z.string() }));
  const queue = defineQueue('things', {
    look: job(z.object({ id: z.string() })),
    count: job(z.object({ amount: z.number() })),
  });

  it('hands a job the fields that it names', () => {
    expect(on(happened, queue, 'look').toPayload({ id: 'a', extra: 'b' })).toEqual({ id: 'a' });
  });

  it('maps where the fields differ, and refuses what does not fit', () => {
    const subscription = on(happened, queue, 'count', ({ id }) => ({ amount: Number(id) }));
    expect(subscription.toPayload({ id: '7', extra: '' })).toEqual({ amount: 7 });
    expect(() => subscription.toPayload({ id: 'seven', extra: '' })).toThrow();
  });

  it('asks for a map at compile time when the fields differ', () => {
    // @ts-expect-error the job wants `amount`, which the event does not have
    const subscription = on(happened, queue, 'count');
    expect(() => subscription.toPayload({ id: '7', extra: '' })).toThrow();
  });

  it.each(['happened', 'thing.Happened', 'thing.'])('refuses the event name %j', (name) => {
    expect(() => defineEvent(name, z.object({}))).toThrow('feature');
  });
});
