import { IntersectionType } from '@nestjs/swagger';
import { Transform, type TransformFnParams } from 'class-transformer';
import { IsIn, IsString, Length, Matches } from 'class-validator';
import { InvalidRequest } from '../../../../../common/errors/common-errors.js';
import { IfSent } from '../../../../../common/http/dto-rules.js';
import { ProofRequest } from '../../../../../common/http/proof.request.js';
import type { FactorProof } from '../../mfa.types.js';

const CODE = /^[0-9]{6}$/;
const CODE_RULE = { message: 'code must have 6 digits' };

/** Apps show `123 456`. */
function toWithoutBlanks({ value }: TransformFnParams): unknown {
  return typeof value === 'string' && value.length <= 20 ? value.replaceAll(/\s/g, '') : value;
}

/** The second factor: one of the two. */
export class FactorRequest {
  /**
   * Of the authenticator app.
   * @example '492039'
   */
  @IfSent()
  @Transform(toWithoutBlanks)
  @IsString()
  @Matches(CODE, CODE_RULE)
  code?: string;

  /**
   * One of the ten that were shown when the app was set up; works once.
   * @example '4f0c-1f8e-2b7a-49d3'
   */
  @IfSent()
  @IsString()
  @Length(1, 64)
  recoveryCode?: string;
}

/** The second half of a login. */
export class VerifyMfaRequest extends FactorRequest {
  /** What the first half answered. */
  @IsString()
  @Length(1, 1024)
  mfaToken: string;

  /**
   * Where the refresh token goes, as for the login.
   * @example "body"
   */
  @IfSent()
  @IsIn(['body', 'cookie'])
  tokenIn?: 'body' | 'cookie';
}

/** The first code of a new authenticator app. */
export class ConfirmTotpRequest {
  /** @example '492039' */
  @Transform(toWithoutBlanks)
  @IsString()
  @Matches(CODE, CODE_RULE)
  code: string;
}

/** Password and second factor once more. */
export class ChangeMfaRequest extends IntersectionType(ProofRequest, FactorRequest) {}

/**
 * Reads the one that was sent.
 *
 * @throws InvalidRequest for none and for both
 */
export function factorProofOf({ code, recoveryCode }: FactorRequest): FactorProof {
  if (code !== undefined && recoveryCode === undefined) return { kind: 'totp', code };
  if (recoveryCode !== undefined && code === undefined) {
    return { kind: 'recovery', code: recoveryCode };
  }
  throw new InvalidRequest('Send either code or recoveryCode', undefined, [
    { pointer: '/code', code: 'oneOf', detail: 'either code or recoveryCode' },
  ]);
}
