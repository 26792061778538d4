import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessService } from './access.service.js';
import { ApiKey } from './api-key.entity.js';
import { ApiKeysService } from './api-keys.service.js';
import { ApiKeysRepository } from './data/api-keys.repository.js';
import { CallersRepository } from './data/callers.repository.js';
import { RightsRepository } from './data/rights.repository.js';
import { RolesRepository } from './data/roles.repository.js';
import { Permission } from './permission.entity.js';
import { RightsService } from './rights.service.js';
import { CreateRole } from './use-cases/create-role.js';
import { DeleteRole } from './use-cases/delete-role.js';
import { DescribePermissions } from './use-cases/describe-permissions.js';
import { ReadRoles } from './use-cases/read-roles.js';
import { SetRolePermissions } from './use-cases/set-role-permissions.js';
import { UpdateRole } from './use-cases/update-role.js';
import { UserRole } from './user-role.entity.js';

const DATA = [ApiKeysRepository, CallersRepository, RightsRepository, RolesRepository];
const USE_CASES = [
  CreateRole,
  DeleteRole,
  DescribePermissions,
  ReadRoles,
  SetRolePermissions,
  UpdateRole,
];

/** Roles, permissions, keys of machines and the signing of access tokens. */
@Module({
  imports: [TypeOrmModule.forFeature([UserRole, Permission, ApiKey]), JwtModule.register({})],
  providers: [AccessService, ApiKeysService, RightsService, ...DATA, ...USE_CASES],
  exports: [
    AccessService,
    ApiKeysService,
    RightsService,
    ApiKeysRepository,
    CallersRepository,
    RightsRepository,
    ...USE_CASES,
  ],
})
export class AccessModule {}
