import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { AccessModule } from './access.module.js';
import { ApiKeyCheck } from './api-key-check.js';
import { MyApiKeysController } from './http/my-api-keys.controller.js';
import { MyPermissionsController } from './http/my-permissions.controller.js';
import { PermissionsController } from './http/permissions.controller.js';
import { RolesController } from './http/roles.controller.js';
import { UserApiKeysController } from './http/user-api-keys.controller.js';
import { JwtStrategy } from './jwt.strategy.js';
import { RouteRules } from './route-rules.js';
import { SessionCheck } from './session-check.js';
import { CreateApiKey } from './use-cases/create-api-key.js';
import { RevokeUserApiKey } from './use-cases/revoke-user-api-key.js';

/**
 * The guard before every route of the API, the check that every route has a rule, and the routes of
 * roles and keys. Making a key asks for a renewed proof, which only the API can take.
 */
@Module({
  imports: [AccessModule, DiscoveryModule],
  controllers: [
    MyPermissionsController,
    MyApiKeysController,
    RolesController,
    PermissionsController,
    UserApiKeysController,
  ],
  providers: [
    JwtStrategy,
    SessionCheck,
    ApiKeyCheck,
    RouteRules,
    CreateApiKey,
    RevokeUserApiKey,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [RouteRules],
})
export class AccessHttpModule {}
