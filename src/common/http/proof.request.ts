import { IsString, MaxLength, MinLength } from 'class-validator';
import { IfSent } from './dto-rules.js';

const MAX_PASSWORD_CHARACTERS = 128;

/** The proof that goes with a sensitive change. */
export class ProofRequest {
  /**
   * The password of the account. Left out only where the account has none: then the login must be
   * at most ten minutes old.
   * @example 'Demo-Passw0rd!'
   */
  @IfSent()
  @IsString()
  @MinLength(1)
  @MaxLength(MAX_PASSWORD_CHARACTERS)
  currentPassword?: string;
}
