import type { Provider } from '@nestjs/common';
import { RecoveryCodesRepository } from './data/recovery-codes.repository.js';
import { TotpRepository } from './data/totp.repository.js';
import { UserRecoveryCode } from './domain/user-recovery-code.entity.js';
import { UserTotp } from './domain/user-totp.entity.js';
import { FactorNotices } from './factor-notices.js';
import { LoginChallenge } from './login-challenge.js';
import { SecondFactor } from './second-factor.js';
import { ConfirmTotp } from './use-cases/confirm-totp.js';
import { FinishLogin } from './use-cases/finish-login.js';
import { RemoveFactorOfUser } from './use-cases/remove-factor-of-user.js';
import { RemoveTotp } from './use-cases/remove-totp.js';
import { RenewRecoveryCodes } from './use-cases/renew-recovery-codes.js';
import { StartTotp } from './use-cases/start-totp.js';
import { VerifySecondFactor } from './use-cases/verify-second-factor.js';
import { VerifySession } from './use-cases/verify-session.js';

/** What the second factor adds to the module of accounts and sessions, on which it depends and which depends on it. */
export const mfaProviders: Provider[] = [
  TotpRepository,
  RecoveryCodesRepository,
  FactorNotices,
  LoginChallenge,
  SecondFactor,
  FinishLogin,
  VerifySecondFactor,
  VerifySession,
  StartTotp,
  ConfirmTotp,
  RemoveTotp,
  RemoveFactorOfUser,
  RenewRecoveryCodes,
];

/** Its tables. */
export const mfaEntities = [UserTotp, UserRecoveryCode];
