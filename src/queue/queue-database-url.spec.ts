import { describe, expect, it } from 'vitest';
import { queueDatabaseUrl } from './queue-database-url.js';

const optionsOf = (url: string): string | null => new URL(url).searchParams.get('options');

describe('The address of the queue tables', () => {
  it('names their schema', () => {
    const url = queueDatabaseUrl('postgres://app:secret@127.0.0.1:5432/shop');
    expect(optionsOf(url)).toBe('-c search_path=bullmq');
    expect(url).toMatch(/^postgres:\/\/app:secret@127\.0\.0\.1:5432\/shop\?/);
  });

  it('keeps the options that are given', () => {
    const given = 'postgres://app@127.0.0.1/shop?sslmode=disable&options=-c%20lock_timeout%3D9s';
    expect(optionsOf(queueDatabaseUrl(given))).toBe('-c lock_timeout=9s -c search_path=bullmq');
    expect(queueDatabaseUrl(given)).toContain('sslmode=disable');
  });
});
