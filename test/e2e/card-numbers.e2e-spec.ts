import { describe, expect, it } from 'vitest';
import { hasCardNumber, maskCardNumbers } from '../../src/common/card-numbers.js';
import { useApi } from '../setup/test-api.js';
import { startApiProcess } from '../setup/test-workers.js';

/** Test numbers that the networks publish. */
const NUMBERS = [
  '4242424242424242',
  '4111 1111 1111 1111',
  '4000-0566-5566-5556',
  '5555.5555.5555.4444',
  '2223003122003222',
  '378282246310005',
  '6011111111111117',
  '3566002020360505',
  '30569309025904',
  '6200000000000005',
  '9704000000000018',
  '４２４２４２４２４２４２４２４２',
  '4242\u00a04242\u00a04242\u00a04242',
  '4242\u200b4242\u200b4242\u200b4242',
];
const HARMLESS = [
  '4242424242424241',
  '4006381333931',
  '+84901234567890',
  '41111111-1111-4111-8111-111111111111',
  '2026-11-22T10:11:12.123Z 1795341072123',
  'PAB4242424242424242',
  '42424242424242424242424242424242',
  '0.4242424242424242',
  'a price of 10000000.00 and 20000000.00',
];

describe('A card number', () => {
  it.each(NUMBERS)('is seen in %s', (number) => {
    expect(hasCardNumber(number)).toBe(true);
    expect(hasCardNumber(`please charge (${number}), thanks`)).toBe(true);
  });

  it.each(HARMLESS)('is not seen in %s', (text) => {
    expect(hasCardNumber(text)).toBe(false);
  });

  it('is blotted out of what is written down', () => {
    expect(maskCardNumbers('/products/4242-4242-4242-4242/reviews')).toBe(
      '/products/[card number]/reviews',
    );
  });

  it('is looked for in a time that grows with the text, not faster', () => {
    const began = performance.now();
    hasCardNumber('1 '.repeat(200_000));
    hasCardNumber('4'.repeat(400_000));
    hasCardNumber(`${'1-'.repeat(17)}x`.repeat(10_000));
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe('A request with a card number', () => {
  const t = useApi();
  const [number = ''] = NUMBERS;
  const problem = { status: 400, body: { code: 'request.card_number' } };

  it.each([
    ['in a field', { login: 'x', password: number }, '/password'],
    ['as a number', { login: Number(number) }, '/login'],
    ['deep down', { a: [{ 'b/c': { '~d': `my card ${number}` } }] }, '/a/0/b~1c/~0d'],
    ['as a name', { a: { [number]: 1 } }, '/a'],
  ])('%s is refused, and the answer does not repeat it', async (_name, body, pointer) => {
    const answer = await t.http('POST', '/api/v1/auth/login', { body });
    expect(answer).toMatchObject(problem);
    expect(answer.body).toMatchObject({ errors: [{ pointer, code: 'card_number' }] });
    expect(answer.text).not.toContain(number);
  });

  it.each([`login=${number}`, `a=1&b=my+card+${number}`, `${number}=1`])(
    'in a form (%s) is refused',
    async (body) => {
      const answer = await fetch(`${t.baseUrl}/api/v1/auth/login`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ code: 'request.card_number' });
    },
  );

  it('in the query or in the path is refused', async () => {
    expect(await t.http('GET', `/api/v1/products?q=${number}`)).toMatchObject(problem);
    const answer = await t.http('GET', `/api/v1/products/${number}`);
    expect(answer).toMatchObject(problem);
    expect(answer.text).not.toContain(number);
  });

  it('in a body that is nested without end is an answer, not a fault', async () => {
    const body = `${'['.repeat(20_000)}"${number}"${']'.repeat(20_000)}`;
    const answer = await fetch(`${t.baseUrl}/api/v1/auth/login`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(400);
  });

  it('never reaches the log', async () => {
    const api = await startApiProcess();
    const json = { 'content-type': 'application/json' };
    const tries: [string, RequestInit][] = [
      ['/auth/login', { method: 'POST', headers: json, body: JSON.stringify({ login: number }) }],
      ['/auth/login', { method: 'POST', headers: json, body: `{"login": ${number}oops` }],
      ['/auth/login', { method: 'POST', headers: { ...json, 'x-request-id': number }, body: '{}' }],
      [`/products/${number}`, {}],
      [`/products/4242%204242%204242%204242?q=${number}`, {}],
      [`/nowhere/${number}`, {}],
    ];
    for (const [path, options] of tries) {
      const answer = await fetch(`${api.url}/api/v1${path}`, options);
      expect(answer.status).toBeLessThan(500);
      expect(await answer.text()).not.toContain(number);
    }
    expect(api.log()).not.toMatch(/4242[ %20-]*4242/);
  });
});
