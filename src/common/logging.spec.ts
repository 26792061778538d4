import { describe, expect, it } from 'vitest';
import { serializeError } from './logging.js';

describe('serializeError', () => {
  it('leaves statements, parameters and row contents out', () => {
    const driverError = Object.assign(new Error('duplicate key value'), {
      code: '23505',
      constraint: 'users_email_key',
      detail: 'Key (email)=(anna@example.com) already exists.',
    });
    const error = Object.assign(new Error('duplicate key value'), {
      name: 'QueryFailedError',
      query: 'INSERT INTO users …',
      parameters: ['anna@example.com', 'hunter2'],
      driverError,
    });
    const logged = serializeError(new Error('outer', { cause: error }));
    expect(JSON.stringify(logged)).not.toMatch(/anna|hunter2|INSERT/);
    expect(logged.cause).toMatchObject({
      type: 'QueryFailedError',
      code: '23505',
      constraint: 'users_email_key',
    });
  });

  it('survives whatever is thrown, also a circle of causes', () => {
    const loop = new Error('loop');
    loop.cause = loop;
    expect(serializeError(loop).cause?.cause?.cause?.cause).toBeDefined();
    expect(serializeError('text').type).toBe('string');
    expect(serializeError(undefined).type).toBe('undefined');
  });
});
