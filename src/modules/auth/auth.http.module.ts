import { Module } from '@nestjs/common';
import { AuthModule } from './auth.module.js';
import { AccountController } from './http/account.controller.js';
import { AuthController } from './http/auth.controller.js';
import { CodesController } from './http/codes.controller.js';
import { PhoneController } from './http/phone.controller.js';
import { SessionsController } from './http/sessions.controller.js';
import { TokensController } from './http/tokens.controller.js';
import { AdminMfaController } from './mfa/http/admin-mfa.controller.js';
import { MfaLoginController } from './mfa/http/mfa-login.controller.js';
import { MfaController } from './mfa/http/mfa.controller.js';
import { AdminAccountsController } from './staff/http/admin-accounts.controller.js';
import { AdminSessionsController } from './staff/http/admin-sessions.controller.js';
import { IdentitiesController } from './oidc/http/identities.controller.js';
import { OidcController } from './oidc/http/oidc.controller.js';
import { RecentProofModule } from './recent-proof.module.js';

/** Routes of registration, login and sessions. */
@Module({
  imports: [AuthModule, RecentProofModule],
  controllers: [
    AuthController,
    TokensController,
    CodesController,
    SessionsController,
    AccountController,
    PhoneController,
    MfaLoginController,
    MfaController,
    AdminMfaController,
    OidcController,
    IdentitiesController,
    AdminAccountsController,
    AdminSessionsController,
  ],
})
export class AuthHttpModule {}
