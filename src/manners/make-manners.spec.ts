import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Documented, makeManners } from './make-manners.js';
import { NEEDS_ITS_BODY } from './needs-its-body.js';
import { OPEN_QUERIES } from './open-queries.js';
import { printManners } from './print-manners.js';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const document = JSON.parse(read('../../test/contract/openapi.json')) as Documented;
const table = makeManners(document);

describe('The manners of the operations', () => {
  it('are those of the committed document: npm run openapi writes them anew', () => {
    expect(read('generated/operation-manners.ts')).toBe(printManners(table));
  });

  it('know how to name the members of every answer to a GET that has members', () => {
    const { listOrders, getOrder, listProducts, getProduct, getCart } = table.operations;
    expect(listOrders?.fields?.isList).toBe(true);
    expect(getOrder?.fields?.isList).toBe(false);
    // It has lines, but it is no list.
    expect(getCart?.fields?.isList).toBe(false);
    // Its own, read by the statement.
    expect(listProducts?.fields).toBeUndefined();
    expect(listProducts?.query).toContain('fields');
    expect(getProduct?.fields).toBeDefined();
    const without = Object.entries(document.paths).flatMap(([path, { get }]) => {
      const id = get?.operationId ?? '';
      const json = get?.responses?.['200']?.content?.['application/json'];
      const knows = table.operations[id]?.fields ?? table.operations[id]?.query.includes('fields');
      return json && path.startsWith('/api/v1/') && !knows ? [id] : [];
    });
    // Bodies without named members.
    expect(without.sort()).toEqual(['downloadMyExport', 'receivePaymentCallbackByQuery']);
  });

  it.each([
    ['open queries', OPEN_QUERIES],
    ['bodies that are needed', NEEDS_ITS_BODY],
  ])('have no exception for what is not there: %s', (_, exceptions) => {
    const gone = Object.keys(exceptions).filter((id) => table.operations[id] === undefined);
    expect(gone).toEqual([]);
  });
});
