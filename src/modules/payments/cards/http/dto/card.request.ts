import { IsBoolean, IsIn, IsString, IsUUID, Length, Matches } from 'class-validator';
import { IfSent } from '../../../../../common/http/dto-rules.js';

/** Begins to keep a card. */
export class PrepareCardRequest {
  /**
   * Left out: the first gateway that keeps cards.
   *
   * @example "stripe"
   */
  @IfSent()
  @IsString()
  @Length(1, 50)
  readonly gateway?: string;
}

/** A card that was entered in the gateway's form. */
export class KeepCardRequest {
  /** @example "stripe" */
  @IsString()
  @Length(1, 50)
  readonly gateway: string;

  /**
   * As the answer of `POST /me/cards/setup` said.
   *
   * @example "seti_1PqXyZ"
   */
  @IsString()
  @Matches(/^[A-Za-z0-9_-]{1,128}$/)
  readonly setupId: string;

  /**
   * One of the caller's own addresses; a copy of it is kept.
   *
   * @example "5b1f0a52-7a86-4c57-9d0e-1d6a4f1f3a11"
   */
  @IsUUID()
  readonly billingAddressId: string;

  @IfSent()
  @IsBoolean()
  readonly isDefault?: boolean;
}

/** A change of a card. */
export class UpdateCardRequest {
  /** Another card loses the mark. To take it from this one, mark the other. */
  @IsIn([true])
  readonly isDefault: true;
}
