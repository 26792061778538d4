import type { INestApplication } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { ACCESS_RULE, type AccessRule } from '../common/http/access.decorators.js';
import { problemsOf } from '../common/http/api-problems.decorator.js';
import type { ProblemDescription } from '../common/errors/domain-error.js';

/** Where the Swagger module keeps what `@ApiOperation` was given. */
const OPERATION = 'swagger/apiOperation';

/** What the decorators of a handler and of its controller say together. */
export interface HandlerFacts {
  readonly problems: readonly ProblemDescription[];
  readonly rule: AccessRule | null;
}

/**
 * The facts of every handler by its operation id. The Swagger module lets an answer of a handler hide the
 * one that its controller has for the same status, so that what both refuse is put together here.
 */
export function handlerFacts(app: INestApplication): ReadonlyMap<string, HandlerFacts> {
  const modules = [...app.get(ModulesContainer, { strict: false }).values()];
  const controllers = modules.flatMap((module) => [...module.controllers.values()]);
  const handlers = controllers.flatMap(({ metatype }) =>
    typeof metatype === 'function' ? namedHandlersOf(metatype) : [],
  );
  return new Map(handlers);
}

function namedHandlersOf(controller: object): [operationId: string, HandlerFacts][] {
  return handlersOf(controller).flatMap((handler) => {
    const id = metadata<{ operationId?: string }>(OPERATION, handler)?.operationId;
    return id === undefined ? [] : [[id, factsOf(controller, handler)]];
  });
}

function factsOf(controller: object, handler: object): HandlerFacts {
  const all = [...problemsOf(handler), ...problemsOf(controller)];
  return {
    problems: [...new Map(all.map((problem) => [problem.code, problem])).values()],
    rule: metadata(ACCESS_RULE, handler) ?? metadata(ACCESS_RULE, controller) ?? null,
  };
}

/** Methods of a class and of those that it extends. */
function handlersOf(controller: object): object[] {
  const found: object[] = [];
  let prototype = Reflect.get(controller, 'prototype') as object | null;
  while (prototype !== null && prototype !== Object.prototype) {
    for (const { value } of Object.values(Object.getOwnPropertyDescriptors(prototype))) {
      if (typeof value === 'function') found.push(value as object);
    }
    prototype = Object.getPrototypeOf(prototype) as object | null;
  }
  return found;
}

function metadata<T>(key: string, target: object): T | undefined {
  return Reflect.getMetadata(key, target) as T | undefined;
}
