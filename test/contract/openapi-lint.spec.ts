import { createConfig, lintFromString } from '@redocly/openapi-core';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const text = readFileSync(new URL('openapi.json', import.meta.url), 'utf8');

/** Rules of the linter's own recommendation that this document does not follow, each for a reason. */
const OFF = {
  // The router prefers a fixed part to a variable one, so `/exports/customers/{id}` is never `/exports/{id}/file`.
  'no-ambiguous-paths': 'off',
  // A login at a provider answers by leading the browser on: 302 is its success.
  'operation-2xx-response': 'off',
  // Probes refuse nobody. That all others do say their refusals is a column of the completeness table.
  'operation-4xx-response': 'off',
} as const;

/** Rules beyond the recommendation. */
const MORE = {
  'info-contact': 'off',
  'operation-description': 'error',
  'operation-tag-defined': 'error',
  'operation-singular-tag': 'error',
  'parameter-description': 'error',
  'tag-description': 'error',
} as const;

async function lint(source: string): Promise<string[]> {
  const config = await createConfig({
    extends: ['recommended-strict'],
    rules: { ...OFF, ...MORE },
  });
  const found = await lintFromString({ source, absoluteRef: 'openapi.json', config });
  return found.map(({ ruleId, message, location }) => {
    return `${ruleId} ${location[0]?.pointer ?? ''}: ${message}`;
  });
}

describe('The linter', () => {
  it('finds nothing in the committed document', async () => {
    expect(await lint(text)).toEqual([]);
  });

  it('sees an example that its schema does not allow', async () => {
    const document = JSON.parse(text) as {
      paths: Record<string, Record<string, { responses: Record<string, { content: object }> }>>;
    };
    const responses = document.paths['/health/live']?.['get']?.responses;
    if (responses?.['200'] === undefined) throw new Error('/health/live has no answer 200');
    responses['200'].content = {
      'application/json': { schema: { type: 'integer' }, example: 'not a number' },
    };
    // Alone, because the whole document takes seconds.
    document.paths = { '/health/live': document.paths['/health/live'] ?? {} };
    const found = await lint(JSON.stringify(document));
    expect(found.some((line) => line.startsWith('no-invalid-media-type-examples'))).toBe(true);
  });
});
