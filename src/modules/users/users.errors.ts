import { defineError } from '../../common/errors/domain-error.js';
import { registerConstraintError } from '../../database/pg-errors.js';

export class UserNotFound extends defineError('users.not_found', 'not_found', 'User not found') {}

/** Two ways of adding people raced; registration itself never tells whether an e-mail is known. */
export class EmailTaken extends defineError(
  'users.email_taken',
  'conflict',
  'There is an account with this e-mail address already',
) {}

export class UsernameTaken extends defineError(
  'users.username_taken',
  'conflict',
  'This user name is taken',
) {}

export class AddressNotFound extends defineError(
  'users.address_not_found',
  'not_found',
  'Address not found',
) {}

export class TooManyAddresses extends defineError(
  'users.too_many_addresses',
  'unprocessable',
  'The address book is full',
) {}

export class InvalidAddress extends defineError(
  'users.invalid_address',
  'unprocessable',
  'The address cannot be used',
) {}

export class InvalidPhoneNumber extends defineError(
  'users.invalid_phone_number',
  'unprocessable',
  'The phone number cannot be used',
) {}

registerConstraintError('uq_users_email', EmailTaken);
registerConstraintError('uq_users_username', UsernameTaken);
registerConstraintError('ck_users_phone_number', InvalidPhoneNumber);
registerConstraintError('ck_user_addresses_phone_number', InvalidPhoneNumber);
registerConstraintError('ck_user_addresses_country', InvalidAddress);
