import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { specsThatDidNotRun } from './spec-guard.js';

describe('The check that every spec file ran', () => {
  let root = '';

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'eshop-specs-'));
    mkdirSync(join(root, 'src', 'modules'), { recursive: true });
    mkdirSync(join(root, 'test', 'e2e'), { recursive: true });
    for (const file of ['src/modules/a.spec.ts', 'src/modules/a.ts', 'test/e2e/b.e2e-spec.ts']) {
      writeFileSync(join(root, file), '');
    }
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is content when all of them did', () => {
    const ran = ['src/modules/a.spec.ts', 'test/e2e/b.e2e-spec.ts'];
    expect(specsThatDidNotRun(root, ran)).toEqual([]);
  });

  it('names the ones that no pattern picked up, also with an unusual ending', () => {
    writeFileSync(join(root, 'test', 'lost.model-spec.mts'), '');
    expect(specsThatDidNotRun(root, ['src/modules/a.spec.ts'])).toEqual([
      'test/e2e/b.e2e-spec.ts',
      'test/lost.model-spec.mts',
    ]);
  });
});
