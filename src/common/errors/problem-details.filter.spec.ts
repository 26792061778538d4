import { BadRequestException, HttpException, NotFoundException } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { InvalidRequest, ServiceUnavailable, TooManyRequests } from './common-errors.js';
import { defineError, DomainError, listProblems } from './domain-error.js';
import { STATUS_OF_KIND } from './error-kind.js';
import { toProblemReply } from './problem-details.filter.js';
import { translateError } from './translate-error.js';

class TeaIsCold extends defineError('test.tea_is_cold', 'conflict', 'The tea is cold') {}

const context = { requestId: 'request-1', url: '/api/v1/tea?token=secret' };

describe('defineError', () => {
  it('makes errors that know their code and can be documented', () => {
    const error = new TeaIsCold();
    expect(error).toBeInstanceOf(DomainError);
    expect(error).toMatchObject({ name: 'TeaIsCold', message: 'The tea is cold' });
    expect(TeaIsCold.problem).toEqual({
      code: 'test.tea_is_cold',
      kind: 'conflict',
      title: 'The tea is cold',
    });
  });

  it('refuses a second owner of a code', () => {
    expect(() => defineError('test.tea_is_cold', 'gone', 'Gone')).toThrow(/defined twice/);
  });

  it('uses codes of one form, each with a status', () => {
    for (const { code, kind } of listProblems()) {
      expect(code).toMatch(/^[a-z_]+(\.[a-z][a-z0-9_]*)+$/);
      expect(STATUS_OF_KIND[kind]).toBeGreaterThanOrEqual(400);
    }
  });
});

describe('toProblemReply', () => {
  it('renders RFC 9457 without the query string', () => {
    const error = new TeaIsCold('Made at noon', { madeAt: '12:00' }, [
      { pointer: '/tea', code: 'cold' },
    ]);
    expect(toProblemReply(error, context)).toEqual({
      status: 409,
      headers: {
        'content-type': 'application/problem+json; charset=utf-8',
        'cache-control': 'no-store',
      },
      body: {
        type: '/problems/test.tea_is_cold',
        title: 'The tea is cold',
        status: 409,
        detail: 'Made at noon',
        instance: '/api/v1/tea',
        code: 'test.tea_is_cold',
        requestId: 'request-1',
        errors: [{ pointer: '/tea', code: 'cold' }],
        details: { madeAt: '12:00' },
      },
    });
  });

  it('turns the waiting time into a header of whole seconds', () => {
    const reply = toProblemReply(new TooManyRequests('x', { retryAfterSeconds: 1.2 }), context);
    expect(reply.headers['retry-after']).toBe('2');
    expect(reply.body.details).toBeUndefined();
  });
});

describe('translateError', () => {
  const translate = (error: unknown): DomainError => translateError(error, []);

  it('leaves domain errors as they are and asks the translators for the rest', () => {
    const own = new TeaIsCold();
    expect(translate(own)).toBe(own);
    expect(translateError(new Error('x'), [() => own])).toBe(own);
  });

  it.each([
    [new NotFoundException('Cannot GET /secret'), 404, 'request.not_found'],
    [new BadRequestException('no'), 400, 'request.invalid'],
    [new HttpException('teapot', 418), 400, 'request.invalid'],
    [new HttpException('bad gateway', 502), 502, 'server.upstream_failed'],
    [fastifyError('FST_ERR_CTP_BODY_TOO_LARGE', 413), 413, 'request.too_large'],
    [fastifyError('FST_UNDER_PRESSURE', 503), 503, 'server.unavailable'],
    [fastifyError('FST_ERR_HANDLER_TIMEOUT', 503), 503, 'server.unavailable'],
    [Object.assign(new Error('x'), { statusCode: 401 }), 500, 'server.internal'],
    [new TypeError('undefined is not a function'), 500, 'server.internal'],
    ['a string', 500, 'server.internal'],
    [null, 500, 'server.internal'],
  ])('answers %s with %i %s', (error, status, code) => {
    expect(toProblemReply(translate(error), context).body).toMatchObject({ status, code });
  });

  it('keeps what is internal, and the address of a 404, to itself', () => {
    const reply = toProblemReply(translate(new Error('password=hunter2')), context);
    expect(JSON.stringify(reply)).not.toContain('hunter2');
    expect(translate(new NotFoundException('Cannot GET /secret')).message).not.toContain('secret');
    expect(translate(new ServiceUnavailable()).message).toBe(ServiceUnavailable.problem.title);
    expect(translate(new BadRequestException('say why'))).toBeInstanceOf(InvalidRequest);
    expect(translate(new BadRequestException('say why')).message).toBe('say why');
  });
});

function fastifyError(code: string, statusCode: number): Error {
  return Object.assign(new Error('from fastify'), { code, statusCode });
}
