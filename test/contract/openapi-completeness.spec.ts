import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type ApiDocument,
  operationsOf,
} from '../../src/dev/proof/api/completeness/api-document.js';
import { COLUMNS } from '../../src/dev/proof/api/completeness/columns.js';
import { completenessOf } from '../../src/dev/proof/api/completeness/completeness.js';
import { findProblem } from '../../src/common/errors/domain-error.js';
import '../../src/api.module.js';

const text = readFileSync(new URL('openapi.json', import.meta.url), 'utf8');
const document = JSON.parse(text) as ApiDocument;
const EXAMPLES = new URL('../../src/openapi/examples/', import.meta.url);

describe('The committed document', () => {
  it.each(completenessOf(document))('has for every operation: $name', ({ n, missing }) => {
    expect(n).toBeGreaterThan(0);
    // A new route without an example: `npm run openapi:examples` records it, `npm run openapi` puts it in.
    expect(missing).toEqual([]);
  });

  it.each(COLUMNS)('would be found out without: $name', ({ name }) => {
    const poor = structuredClone(document) as unknown as Poor;
    for (const item of Object.values(poor.paths)) {
      for (const operation of Object.values(item)) strip(operation);
    }
    const found = completenessOf(poor as unknown as ApiDocument).find((one) => one.name === name);
    expect(found?.missing.length).toBeGreaterThan(0);
  });

  it('leads from each code to a page', () => {
    const codes = new Set([...text.matchAll(/\(\/problems\/([\w.]+)\)/g)].map(([, code]) => code));
    expect(codes.size).toBeGreaterThan(200);
    expect([...codes].filter((code) => findProblem(code ?? '') === null)).toEqual([]);
  });

  it('keeps examples of no operation that is gone', () => {
    const known = new Set(operationsOf(document).map(({ operationId }) => operationId));
    const kept = readdirSync(EXAMPLES).flatMap((name) =>
      Object.keys(JSON.parse(readFileSync(new URL(name, EXAMPLES), 'utf8')) as object),
    );
    expect(kept.length).toBeGreaterThan(400);
    expect(kept.filter((id) => !known.has(id))).toEqual([]);
  });
});

interface Poor {
  paths: Record<string, Record<string, Record<string, unknown>>>;
}

/** Leaves of an operation what is always there, and of its answers their numbers. */
function strip(operation: Record<string, unknown>): void {
  const parameters = (operation['parameters'] ?? []) as Record<string, unknown>[];
  const success = Object.keys(operation['responses'] as object).filter((status) => status < '400');
  for (const name of ['operationId', 'summary', 'description', 'tags']) delete operation[name];
  if (operation['x-permission'] === undefined) delete operation['security'];
  operation['parameters'] = parameters.map(({ name, in: place, required }) => {
    return { name, in: place, required };
  });
  const body = operation['requestBody'] as { content: Record<string, object> } | undefined;
  for (const type of Object.keys(body?.content ?? {})) if (body) body.content[type] = {};
  operation['responses'] = Object.fromEntries([
    ...success.map((status) => [status, { content: { 'application/json': {} } }]),
    ['429', {}],
  ]);
}
