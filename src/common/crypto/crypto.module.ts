import { Global, Module } from '@nestjs/common';
import { BlindIndex } from './blind-index.js';
import { FieldCipher } from './field-cipher.js';
import { JwtKeys } from './jwt-keys.js';
import { MailedCodes } from './mailed-codes.js';
import { PasswordHasher } from './password-hasher.js';
import { ShortCodes } from './short-codes.js';

/** Everything with a key in it, for all features. */
@Global()
@Module({
  providers: [FieldCipher, BlindIndex, JwtKeys, MailedCodes, PasswordHasher, ShortCodes],
  exports: [FieldCipher, BlindIndex, JwtKeys, MailedCodes, PasswordHasher, ShortCodes],
})
export class CryptoModule {}
