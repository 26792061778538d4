import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AccessController } from './access.controller.js';
import { AccessGuard } from './access.guard.js';
import { AccessModule } from './access.module.js';
import { JwtStrategy } from './jwt.strategy.js';
import { RouteRules } from './route-rules.js';
import { SessionCheck } from './session-check.js';

/** The guard before every route of the API, and the check that every route has a rule. */
@Module({
  imports: [AccessModule, DiscoveryModule],
  controllers: [AccessController],
  providers: [JwtStrategy, SessionCheck, RouteRules, { provide: APP_GUARD, useClass: AccessGuard }],
  exports: [RouteRules],
})
export class AccessHttpModule {}
