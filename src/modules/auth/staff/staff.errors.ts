import { defineError } from '../../../common/errors/domain-error.js';

/** Nobody acts for people who may touch others' rows. */
export class StaffAccount extends defineError(
  'auth.staff_account',
  'forbidden',
  'Nobody acts on behalf of a member of staff',
) {}

export class AccountLocked extends defineError(
  'auth.account_locked',
  'conflict',
  'The account is locked',
) {}
