import { AccountNotice } from './domain/account-notice.entity.js';
import { PhoneVerification } from './domain/phone-verification.entity.js';
import { NoticesRepository } from './data/notices.repository.js';
import { PhoneCodesRepository } from './data/phone-codes.repository.js';
import { SessionTokens } from './session-tokens.js';
import { AccountNotices } from './use-cases/account-notices.js';
import { ChangePassword } from './use-cases/change-password.js';
import { ChangePhone } from './use-cases/change-phone.js';
import { ConfirmEmailChange } from './use-cases/confirm-email-change.js';
import { DeleteAccount } from './use-cases/delete-account.js';
import { RequestEmailChange } from './use-cases/request-email-change.js';
import { RequestPhoneCode } from './use-cases/request-phone-code.js';
import { VerifyPhone } from './use-cases/verify-phone.js';

/** What changes an account that exists: password, addresses, phone, its end. */
export const accountUseCases = [
  ChangePassword,
  RequestEmailChange,
  ConfirmEmailChange,
  ChangePhone,
  RequestPhoneCode,
  VerifyPhone,
  DeleteAccount,
];

export const accountProviders = [
  NoticesRepository,
  PhoneCodesRepository,
  SessionTokens,
  AccountNotices,
  ...accountUseCases,
];

export const accountEntities = [PhoneVerification, AccountNotice];
