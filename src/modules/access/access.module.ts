import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ENV, type Env } from '../../config/env.js';
import { AccessService } from './access.service.js';
import { Permission } from './permission.entity.js';
import { UserRole } from './user-role.entity.js';

/** Roles, permissions and the signing of access tokens. */
@Module({
  imports: [
    TypeOrmModule.forFeature([UserRole, Permission]),
    JwtModule.registerAsync({
      inject: [ENV],
      useFactory: (env: Env) => ({ secret: env.JWT_SECRET }),
    }),
  ],
  providers: [AccessService],
  exports: [AccessService],
})
export class AccessModule {}
