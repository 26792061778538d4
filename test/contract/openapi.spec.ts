import { Validator } from '@seriousme/openapi-schema-validator';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly security?: readonly object[];
  readonly responses: Readonly<Record<string, Response>>;
}

interface Response {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, object>>;
}

const text = readFileSync(new URL('openapi.json', import.meta.url), 'utf8');
const document = JSON.parse(text) as {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly responses: Readonly<Record<string, Response>> };
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    operation,
  })),
);

const sources = import.meta.glob<string>('/src/**/*.{request,response,query,problem}.ts', {
  eager: true,
  query: '?raw',
  import: 'default',
});

describe('The committed OpenAPI document', () => {
  it('has a schema for each class: two of one name would become one', () => {
    const names = Object.values(sources).flatMap((source) =>
      [...source.matchAll(/^export (?:abstract )?class (\w+)/gm)].map(([, name]) => name),
    );
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('is valid 3.1', async () => {
    const result = await new Validator().validate(document);
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
    expect(document.openapi).toBe('3.1.0');
  });

  it('names every operation once', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(ids.filter((id, index) => id === undefined || ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.length).toBeGreaterThan(0);
  });

  it.each(operations)(
    '$name says what it does, who may call it and what it answers',
    ({ name, operation }) => {
      expect(operation.summary, 'summary').toMatch(/\S/);
      expect(operation.security, 'security').toBeDefined();
      const statuses = Object.keys(operation.responses);
      expect(
        statuses.some((status) => status < '400'),
        'a success',
      ).toBe(true);
      for (const [status, response] of Object.entries(operation.responses)) {
        if (status < '400' || name.includes(' /health/')) continue;
        const shared = response.$ref?.replace('#/components/responses/', '') ?? '';
        const { content = {} } = document.components.responses[shared] ?? response;
        expect(Object.keys(content), status).toContain('application/problem+json');
      }
    },
  );

  it('keeps everything but health and the explanations of problems under /api/v1', () => {
    const outside = Object.keys(document.paths).filter((path) => !path.startsWith('/api/v1/'));
    expect(outside.sort()).toEqual([
      '/health/live',
      '/health/ready',
      '/metrics',
      '/problems',
      '/problems/{code}',
    ]);
  });
});
