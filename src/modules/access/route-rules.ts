import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS_RULE, type AccessRule } from '../../common/http/access.decorators.js';
import { PERMISSION_MODULES } from './access.types.js';

/** One handler and what it asks of its caller. */
export interface RouteRule {
  /** `OrdersController.place`. */
  readonly handler: string;
  readonly rule: AccessRule | null;
}

/** Stops the boot when a route does not say who may call it, or names an unknown permission. */
@Injectable()
export class RouteRules implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  /** @throws Error naming every route at fault. */
  onModuleInit(): void {
    const faults = this.list().flatMap(({ handler, rule }) => faultOf(handler, rule));
    if (faults.length > 0) throw new Error(`Routes without a usable rule: ${faults.join('; ')}`);
  }

  /** Every route of the program with its rule, sorted by name. */
  list(): RouteRule[] {
    const rules = this.discovery.getControllers().flatMap(({ metatype }) => {
      return typeof metatype === 'function' ? this.rulesOf(metatype) : [];
    });
    return rules.sort((a, b) => (a.handler < b.handler ? -1 : 1));
  }

  private rulesOf(controller: NonNullable<unknown> & { name: string }): RouteRule[] {
    if (typeof controller !== 'function') return [];
    const prototype = controller.prototype as object;
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler: unknown = Reflect.get(prototype, name);
      if (typeof handler !== 'function' || !Reflect.hasMetadata(PATH_METADATA, handler)) return [];
      const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [
        handler as () => void,
        controller,
      ]);
      return [{ handler: `${controller.name}.${name}`, rule: rule ?? null }];
    });
  }
}

function faultOf(handler: string, rule: AccessRule | null): string[] {
  if (!rule) return [`${handler} has none of @Public, @Own and @RequirePermission`];
  if (rule.kind !== 'permission') return [];
  const known = PERMISSION_MODULES.some((module) => module === rule.module);
  return known ? [] : [`${handler} asks for the unknown module "${rule.module}"`];
}
