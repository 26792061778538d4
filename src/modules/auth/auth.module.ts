import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CryptoModule } from '../../common/crypto/crypto.module.js';
import { RateLimitsModule } from '../../rate-limits/rate-limits.module.js';
import { AccessModule } from '../access/access.module.js';
import { SmsModule } from '../sms/sms.module.js';
import { UsersModule } from '../users/users.module.js';
import { accountEntities, accountProviders, accountUseCases } from './account.providers.js';
import { CheckProof } from './check-proof.js';
import { CodesRepository } from './data/codes.repository.js';
import { SessionFactsRepository } from './data/session-facts.repository.js';
import { SessionsRepository } from './data/sessions.repository.js';
import { EmailVerification } from './domain/email-verification.entity.js';
import { UserSession } from './domain/user-session.entity.js';
import { RefreshCookie } from './http/refresh-cookie.js';
import { LoginThrottle } from './login-throttle.js';
import { mfaEntities, mfaProviders } from './mfa/mfa.providers.js';
import { oidcEntities, oidcProviders } from './oidc/oidc.providers.js';
import { SessionsService } from './sessions.service.js';
import { staffProviders } from './staff/staff.providers.js';
import { AccountMails } from './use-cases/account-mails.js';
import { LogIn } from './use-cases/log-in.js';
import { OpenSession } from './use-cases/open-session.js';
import { RefreshSession } from './use-cases/refresh-session.js';
import { Register } from './use-cases/register.js';
import { RequestCode } from './use-cases/request-code.js';
import { ResetPassword } from './use-cases/reset-password.js';
import { VerifyEmail } from './use-cases/verify-email.js';

/** Registration, login and sessions. */
@Module({
  imports: [
    CryptoModule,
    RateLimitsModule,
    AccessModule,
    UsersModule,
    SmsModule,
    TypeOrmModule.forFeature([
      UserSession,
      EmailVerification,
      ...mfaEntities,
      ...oidcEntities,
      ...accountEntities,
    ]),
  ],
  providers: [
    ...accountProviders,
    ...mfaProviders,
    ...oidcProviders,
    ...staffProviders,
    CodesRepository,
    SessionsRepository,
    SessionFactsRepository,
    LoginThrottle,
    CheckProof,
    RefreshCookie,
    AccountMails,
    Register,
    VerifyEmail,
    RequestCode,
    ResetPassword,
    OpenSession,
    LogIn,
    RefreshSession,
    SessionsService,
  ],
  exports: [
    ...accountUseCases,
    ...mfaProviders,
    ...oidcProviders,
    ...staffProviders,
    Register,
    VerifyEmail,
    RequestCode,
    ResetPassword,
    LogIn,
    RefreshSession,
    SessionsService,
    CheckProof,
    RefreshCookie,
  ],
})
export class AuthModule {}
