import { QueryFailedError } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { defineError } from '../common/errors/domain-error.js';
import { STATUS_OF_KIND } from '../common/errors/error-kind.js';
import { isRetryable, pgFaultOf, registerConstraintError, toDomainError } from './pg-errors.js';

class NameTaken extends defineError('test.name_taken', 'conflict', 'The name is taken') {}
registerConstraintError('test_names_key', NameTaken);

function pgError(code: string, constraint?: string): Error {
  return Object.assign(new Error('from PostgreSQL'), { code, constraint });
}

function statusOf(error: unknown): number | null {
  const meant = toDomainError(error);
  return meant && STATUS_OF_KIND[meant.kind];
}

describe('toDomainError', () => {
  it.each([
    ['22P02', 422],
    ['22021', 422],
    ['22P05', 422],
    ['22003', 422],
    ['22001', 422],
    ['22008', 422],
    ['42601', 422],
    ['23505', 409],
    ['23503', 409],
    ['23514', 422],
    ['23502', 422],
    ['40001', 503],
    ['40P01', 503],
    ['55P03', 503],
    ['57014', 503],
    ['57P01', 503],
    ['53300', 503],
    ['53100', 503],
    ['25P03', 503],
    ['08P01', 503],
    ['08006', 503],
  ])('SQLSTATE %s is a %i, bare and under TypeORM', (code, status) => {
    const bare = pgError(code);
    expect(statusOf(bare)).toBe(status);
    expect(statusOf(new QueryFailedError('SELECT 1', [], bare))).toBe(status);
  });

  it('asks the caller to wait where waiting helps', () => {
    expect(toDomainError(pgError('57014'))?.details).toEqual({ retryAfterSeconds: 2 });
  });

  it.each(['42P01', '42703', '42501', 'XX000', '0A000'])('%s is a fault of ours', (code) => {
    expect(toDomainError(pgError(code))).toBeNull();
  });

  it('knows a constraint by its name before it looks at the class', () => {
    const error = toDomainError(new QueryFailedError('x', [], pgError('23505', 'test_names_key')));
    expect(error).toBeInstanceOf(NameTaken);
    expect(error?.cause).toBeDefined();
    expect(toDomainError(pgError('23505', 'other_key'))?.code).toBe('database.already_exists');
  });

  it('refuses two meanings of one constraint', () => {
    class Other extends defineError('test.other', 'conflict', 'Other') {}
    expect(() => registerConstraintError('test_names_key', Other)).toThrow(/twice/);
    expect(() => registerConstraintError('test_names_key', NameTaken)).not.toThrow();
  });

  it.each([
    Object.assign(new Error('connect'), { code: 'ECONNREFUSED', syscall: 'connect' }),
    Object.assign(new Error('read'), { code: 'ECONNRESET', syscall: 'read' }),
    new Error('Connection terminated unexpectedly'),
    new Error('Connection terminated due to connection timeout'),
    new Error('timeout exceeded when trying to connect'),
  ])('a lost connection is a 503: %s', (error) => {
    expect(statusOf(error)).toBe(503);
  });

  it.each([
    null,
    undefined,
    'text',
    {},
    new Error('x'),
    Object.assign(new Error('x'), { code: 'E' }),
  ])('leaves %s to others', (error) => {
    expect(toDomainError(error)).toBeNull();
    expect(pgFaultOf(error)).toBeNull();
  });
});

describe('isRetryable', () => {
  it('is true for 40001 and 40P01 alone', () => {
    expect(isRetryable(new QueryFailedError('x', [], pgError('40P01')))).toBe(true);
    expect(isRetryable(pgError('40001'))).toBe(true);
    expect(isRetryable(pgError('55P03'))).toBe(false);
    expect(isRetryable(new Error('x'))).toBe(false);
  });
});
