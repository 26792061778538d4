import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import '../../src/api.module.js';
import { listProblems } from '../../src/common/errors/domain-error.js';
import { STATUS_OF_KIND } from '../../src/common/errors/error-kind.js';

const pinned = JSON.parse(
  readFileSync(new URL('error-codes.json', import.meta.url), 'utf8'),
) as Record<string, number>;

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
