import type { INestApplication } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService } from '@nestjs/core';
import { ALLOW_API_KEY, NOT_ON_BEHALF } from '../../../../common/http/access.decorators.js';
import { CurrentUser, OptionalUser } from '../../../../common/http/current-user.decorator.js';
import { RouteRules } from '../../../../modules/access/route-rules.js';
import type { HandlerRule } from './window.js';

const OPERATION = 'swagger/apiOperation';

/** Every handler of the program with its rule, its operation, and whether it asks who calls. */
export function handlerRules(app: INestApplication): HandlerRule[] {
  const classes = new Map(
    app
      .get(DiscoveryService, { strict: false })
      .getControllers()
      .flatMap(({ metatype }) =>
        typeof metatype === 'function' ? [[metatype.name, metatype as object] as const] : [],
      ),
  );
  const rules = app.get(RouteRules, { strict: false }).list();
  return rules.map(({ handler, rule }) => {
    const [className = '', method = ''] = handler.split('.');
    const controller = classes.get(className);
    if (!rule || !controller) throw new Error(`${handler} has no rule`);
    const prototype: unknown = Reflect.get(controller, 'prototype');
    const target = Reflect.get(prototype as object, method) as object;
    const operation = metadata<{ operationId?: string }>(OPERATION, target);
    const isMarked = (key: string): boolean =>
      (metadata<boolean>(key, target) ?? metadata<boolean>(key, controller)) === true;
    return {
      handler,
      rule,
      operationId: operation?.operationId ?? null,
      caller: callerOf(controller, method),
      notOnBehalf: isMarked(NOT_ON_BEHALF),
      allowApiKey: isMarked(ALLOW_API_KEY),
    };
  });
}

function metadata<T>(key: string, target: object): T | undefined {
  return Reflect.getMetadata(key, target) as T | undefined;
}

function callerOf(controller: object, method: string): HandlerRule['caller'] {
  const used = factoriesOf(controller, method);
  if (used.some((factory) => REQUIRED.includes(factory))) return 'required';
  return used.some((factory) => OPTIONAL.includes(factory)) ? 'optional' : 'ignored';
}

/** The functions behind the parameter decorators of a method. */
function factoriesOf(controller: object, method: string): unknown[] {
  const args = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) as
    Record<string, { factory?: unknown }> | undefined;
  return Object.values(args ?? {}).flatMap(({ factory }) => factory ?? []);
}

class Sample {
  required(@CurrentUser() _user: unknown): void {
    return undefined;
  }

  optional(@OptionalUser() _user: unknown): void {
    return undefined;
  }
}

const REQUIRED = factoriesOf(Sample, 'required');
const OPTIONAL = factoriesOf(Sample, 'optional');
