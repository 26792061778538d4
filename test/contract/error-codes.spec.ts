import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { STATUS_OF_KIND } from '../../src/common/errors/error-kind.js';

const pinned = JSON.parse(
  readFileSync(new URL('error-codes.json', import.meta.url), 'utf8'),
) as Record<string, number>;

// Loaded anew: files of the same process before this one had modules, and errors, of their own.
vi.resetModules();
await import('../../src/api.module.js');
const { listProblems } = await import('../../src/common/errors/domain-error.js');

describe('Public error codes', () => {
  const current = Object.fromEntries(
    listProblems().map(({ code, kind }) => [code, STATUS_OF_KIND[kind]]),
  );

  it('are the pinned ones: programs out there decide by them, so none is renamed or reused', () => {
    expect(current).toEqual(pinned);
  });

  it('say whose they are and what is wrong', () => {
    for (const code of Object.keys(current)) expect(code).toMatch(/^[a-z_]+(\.[a-z][a-z0-9_]*)+$/);
  });
});
