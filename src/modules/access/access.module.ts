import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessService } from './access.service.js';
import { ApiKey } from './api-key.entity.js';
import { Permission } from './permission.entity.js';
import { UserRole } from './user-role.entity.js';

/** Roles, permissions and the signing of access tokens. */
@Module({
  imports: [TypeOrmModule.forFeature([UserRole, Permission, ApiKey]), JwtModule.register({})],
  providers: [AccessService],
  exports: [AccessService],
})
export class AccessModule {}
