import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { Freshness } from './freshness.js';
import { ReplicaPosition } from './replica-position.js';

describe('What a replica is known to show', () => {
  let freshness: Freshness;
  let written: number;
  let replayed: number;
  let questions: number;
  let position: ReplicaPosition;

  beforeEach(() => {
    freshness = new Freshness();
    written = 0;
    replayed = 0;
    questions = 0;
    position = new ReplicaPosition(freshness, {
      ofPrimary: () => Promise.resolve(String(written)),
      hasReplayed: (lsn) => {
        questions += 1;
        return Promise.resolve(replayed >= Number(lsn));
      },
    });
  });
  const change = (message: string): void => {
    written += 1;
    freshness.hear(message);
  };

  it('is nothing before both were asked, and everything once it has caught up', async () => {
    expect(await position.shows('catalogue')).toBe(true);
    expect(questions).toBe(1);
    expect(await position.shows('catalogue')).toBe(true);
    expect(questions).toBe(1);
  });

  it('is not what was changed since, until that is replayed', async () => {
    await position.shows('catalogue');
    change('product:1');
    expect(await position.shows('catalogue')).toBe(false);
    // Categories are not made of products.
    expect(await position.shows('groups')).toBe(true);
    await sleep(25);
    expect(await position.shows('catalogue')).toBe(false);
    replayed = written;
    await sleep(25);
    expect(await position.shows('catalogue')).toBe(true);
  });

  it('is asked again at once for a later mark when an older one was reached', async () => {
    await position.shows('catalogue');
    change('lists');
    expect(await position.shows('catalogue')).toBe(false);
    change('lists');
    replayed = written;
    await sleep(25);
    expect(await position.shows('catalogue')).toBe(true);
  });

  it('takes a change that came between mark and answer for not shown', async () => {
    await position.shows('catalogue');
    change('products');
    const late = new ReplicaPosition(freshness, {
      ofPrimary: () => Promise.resolve(String(written)),
      hasReplayed: () => {
        if (questions === 1) change('products');
        questions += 1;
        return Promise.resolve(true);
      },
    });
    const before = freshness.now();
    expect(await late.shows('catalogue')).toBe(true);
    // The second look marked the later change; the first alone would not have been enough.
    expect(freshness.now()).toBe(before + 1);
    expect(questions).toBe(3);
  });

  it('is asked by many at once only once, and seldom while it is behind', async () => {
    await position.shows('catalogue');
    change('groups');
    const asked = questions;
    const answers = await Promise.all(Array.from({ length: 50 }, () => position.shows('groups')));
    expect(new Set(answers)).toEqual(new Set([false]));
    expect(questions - asked).toBe(1);
  });

  it('is nothing again when another server may answer', async () => {
    await position.shows('catalogue');
    position.forget();
    replayed = -1;
    expect(await position.shows('catalogue')).toBe(false);
  });

  it('is nothing of what nobody heard', async () => {
    await position.shows('groups');
    freshness.forgetAll();
    replayed = -1;
    expect(await position.shows('groups')).toBe(false);
  });
});
