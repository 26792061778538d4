import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CryptoModule } from '../../common/crypto/crypto.module.js';
import { MailModule } from '../mail/mail.module.js';
import { SmsModule } from '../sms/sms.module.js';
import { UsersModule } from '../users/users.module.js';
import { CleanupRepository } from './data/cleanup.repository.js';
import { CodesRepository } from './data/codes.repository.js';
import { NoticesRepository } from './data/notices.repository.js';
import { PhoneCodesRepository } from './data/phone-codes.repository.js';
import { AccountNotice } from './domain/account-notice.entity.js';
import { EmailVerification } from './domain/email-verification.entity.js';
import { PhoneVerification } from './domain/phone-verification.entity.js';
import { UserSession } from './domain/user-session.entity.js';
import { CleanSessions } from './use-cases/clean-sessions.js';
import { RecoveryCodesRepository } from './mfa/data/recovery-codes.repository.js';
import { UserRecoveryCode } from './mfa/domain/user-recovery-code.entity.js';
import { SendFactorNotice } from './mfa/use-cases/send-factor-notice.js';
import { SendAccountMail } from './use-cases/send-account-mail.js';
import { SendPhoneCode } from './use-cases/send-phone-code.js';
import { EmailVerificationProcessor } from './worker/email-verification.processor.js';
import { PhoneVerificationProcessor } from './worker/phone-verification.processor.js';
import { SessionCleanupProcessor } from './worker/session-cleanup.processor.js';

/** Workers of the queues `email-verification`, `phone-verification` and `session-cleanup`. */
@Module({
  imports: [
    CryptoModule,
    MailModule,
    SmsModule,
    UsersModule,
    TypeOrmModule.forFeature([
      UserSession,
      EmailVerification,
      UserRecoveryCode,
      PhoneVerification,
      AccountNotice,
    ]),
  ],
  providers: [
    CodesRepository,
    PhoneCodesRepository,
    NoticesRepository,
    CleanupRepository,
    SendAccountMail,
    SendPhoneCode,
    RecoveryCodesRepository,
    SendFactorNotice,
    CleanSessions,
    EmailVerificationProcessor,
    PhoneVerificationProcessor,
    SessionCleanupProcessor,
  ],
})
export class AuthWorkerModule {}
