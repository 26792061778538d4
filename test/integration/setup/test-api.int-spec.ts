import { describe, expect, it } from 'vitest';
import { useApi } from '../../setup/test-api.js';

describe('The API of a test file', () => {
  const t = useApi();

  it('listens, on the database of the file', async () => {
    const answer = await t.http('GET', '/health/ready');
    expect(answer.status).toBe(200);
    expect(t.url).toContain(t.name);
  });

  it('answers as the program does: a problem for what is not there', async () => {
    const answer = await t.http<{ code: string }>('GET', '/api/v1/nowhere');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body.code).toMatch(/not_found/);
  });
});
