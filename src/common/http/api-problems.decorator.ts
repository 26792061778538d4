import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import type { ProblemClass, ProblemDescription } from '../errors/domain-error.js';
import { STATUS_OF_KIND } from '../errors/error-kind.js';
import { Problem } from '../errors/problem.dto.js';

const PROBLEMS = 'eshop:problems';

/**
 * Documents what a route can refuse: `@ApiProblems(OrderNotFound, OrderNotCancellable)`. May
 * stand more than once; errors of one status are listed together.
 */
export function ApiProblems(...errors: ProblemClass[]): ClassDecorator & MethodDecorator {
  const remember = (target: object, _key?: unknown, descriptor?: PropertyDescriptor): void => {
    const holder: unknown = descriptor?.value ?? target;
    if (typeof holder !== 'function') return;
    const known = problemsOf(holder);
    const all = [...known, ...errors.map((error) => error.problem)];
    Reflect.defineMetadata(PROBLEMS, unique(all), holder);
    describe(unique(all), errors)(target, _key, descriptor);
  };
  return remember;
}

/** The problems that a handler or controller documents. */
export function problemsOf(holder: object): readonly ProblemDescription[] {
  const found: unknown = Reflect.getMetadata(PROBLEMS, holder);
  return Array.isArray(found) ? (found as ProblemDescription[]) : [];
}

function unique(problems: readonly ProblemDescription[]): ProblemDescription[] {
  return [...new Map(problems.map((problem) => [problem.code, problem])).values()];
}

function describe(all: readonly ProblemDescription[], added: readonly ProblemClass[]) {
  const statuses = new Set(added.map((error) => STATUS_OF_KIND[error.problem.kind]));
  const responses = [...statuses].map((status) => {
    const ofStatus = all.filter((problem) => STATUS_OF_KIND[problem.kind] === status);
    return ApiResponse({
      status,
      description: ofStatus.map((problem) => `\`${problem.code}\`: ${problem.title}`).join('\n\n'),
      content: { 'application/problem+json': { schema: { $ref: getSchemaPath(Problem) } } },
    });
  });
  return applyDecorators(ApiExtraModels(Problem), ...responses) as (
    target: object,
    key?: unknown,
    descriptor?: PropertyDescriptor,
  ) => void;
}
