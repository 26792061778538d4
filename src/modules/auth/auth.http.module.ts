import { Module } from '@nestjs/common';
import { AuthModule } from './auth.module.js';
import { AuthController } from './http/auth.controller.js';
import { CodesController } from './http/codes.controller.js';
import { SessionsController } from './http/sessions.controller.js';
import { TokensController } from './http/tokens.controller.js';
import { AdminMfaController } from './mfa/http/admin-mfa.controller.js';
import { MfaLoginController } from './mfa/http/mfa-login.controller.js';
import { MfaController } from './mfa/http/mfa.controller.js';
import { RecentProofModule } from './recent-proof.module.js';

/** Routes of registration, login and sessions. */
@Module({
  imports: [AuthModule, RecentProofModule],
  controllers: [
    AuthController,
    TokensController,
    CodesController,
    SessionsController,
    MfaLoginController,
    MfaController,
    AdminMfaController,
  ],
})
export class AuthHttpModule {}
