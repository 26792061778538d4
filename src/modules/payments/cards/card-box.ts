import { Injectable } from '@nestjs/common';
import { BlindIndex } from '../../../common/crypto/blind-index.js';
import { FieldCipher } from '../../../common/crypto/field-cipher.js';

type SealedColumn = 'payment_method_token' | 'billing_address';

/** Locks and opens the encrypted columns of a saved card; each is bound to its row and column. */
@Injectable()
export class CardBox {
  constructor(
    private readonly cipher: FieldCipher,
    private readonly index: BlindIndex,
  ) {}

  seal(column: SealedColumn, id: string, plain: string): string {
    return this.cipher.encrypt(plain, `user_payment_infos.${column}:${id}`);
  }

  open(column: SealedColumn, id: string, sealed: string): string {
    return this.cipher.decrypt(sealed, `user_payment_infos.${column}:${id}`);
  }

  /** Finds a token that is kept already. */
  hashOf(token: string): string {
    return this.index.of(token);
  }
}
