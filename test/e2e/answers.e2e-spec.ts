import { HttpAdapterHost } from '@nestjs/core';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { AnswerBook, readAnswers } from '../../src/dev/answers/answer-book.js';
import type { ApiDocument } from '../../src/dev/answers/api-document.js';
import { AnswerChecker } from '../../src/dev/answers/check-answer.js';
import { watchAnswers } from '../../src/dev/answers/watch-answers.js';
import { describeLies, isKept } from '../setup/answer-guard.js';
import { useApi } from '../setup/test-api.js';

const COMMITTED = readFileSync(new URL('../contract/openapi.json', import.meta.url), 'utf8');

/** The check that every other test relies on, with documents that lie on purpose. */
describe('A lie in the document', () => {
  const t = useApi();
  const folders: string[] = [];
  afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

  /** What is found of an answer when the document says something else. */
  async function foundWith(
    change: (text: string) => string,
  ): Promise<ReturnType<typeof readAnswers>> {
    const folder = mkdtempSync(join(tmpdir(), 'eshop-answers-'));
    folders.push(folder);
    const checker = new AnswerChecker(JSON.parse(change(COMMITTED)) as ApiDocument);
    const book = new AnswerBook(checker, folder, () => 'here');
    const server = t.get(HttpAdapterHost).httpAdapter.getHttpServer() as Server;
    watchAnswers(server, (exchange) => book.note(exchange));
    await t.http('GET', '/api/v1/brands?limit=3');
    await t.http('GET', '/api/v1/products/nobody-has-this');
    book.flush();
    return readAnswers(folder);
  }

  it('is none as it is committed', async () => {
    const summary = await foundWith((text) => text);
    expect(summary.lies.filter(({ what }) => !what.startsWith('header '))).toEqual([]);
    expect(summary.answers).toBe(2);
    expect(summary.seen).toEqual(['getProduct 404', 'listBrands 200']);
  });

  it.each<[string, string, string, string]>([
    [
      'of a property',
      '"nextCursor":',
      '"nextPage":',
      'GET /api/v1/brands 200: /nextCursor is not in the document',
    ],
    [
      'of a code',
      'catalog.product_not_found',
      'catalog.product_gone',
      'GET /api/v1/products/{slug} 404: code catalog.product_not_found is not in the document',
    ],
    [
      'of a query name',
      '"name": "limit"',
      '"name": "size"',
      'GET /api/v1/brands 200: request: ?limit is taken and not in the document',
    ],
  ])('%s is told, and fails the run', async (_what, truth, lie, told) => {
    const summary = await foundWith((text) => text.replaceAll(truth, lie));
    expect(describeLies(summary.lies)).toContain(told);
    expect(isKept(summary)).toBe(false);
  });
});
