import { Module } from '@nestjs/common';
import { AuthModule } from './auth.module.js';
import { AuthController } from './http/auth.controller.js';
import { CodesController } from './http/codes.controller.js';
import { SessionsController } from './http/sessions.controller.js';

/** Routes of registration, login and sessions. */
@Module({
  imports: [AuthModule],
  controllers: [AuthController, CodesController, SessionsController],
})
export class AuthHttpModule {}
