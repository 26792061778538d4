import { Injectable } from '@nestjs/common';
import { CannotDecrypt, FieldCipher } from '../../../common/crypto/field-cipher.js';
import type { StoredTable } from '../personal-data.js';
import type { PersonalColumn } from '../personal-data.types.js';

type Row = Record<string, unknown>;

/** Turns a stored row into what its owner may read: his texts in the clear, secrets left out. */
@Injectable()
export class RowOpener {
  constructor(private readonly cipher: FieldCipher) {}

  open({ aadName, rules }: StoredTable, id: string, row: Row): Row {
    return Object.fromEntries(
      Object.entries(row).flatMap(([name, value]) => {
        const column = rules.columns[name];
        if (column?.secret) return [];
        if (column?.protection !== 'encrypted') return [[name, value]];
        return [[name, this.openValue(column, value, `${aadName}.${name}`, id)]];
      }),
    );
  }

  private openValue({ fields }: PersonalColumn, value: unknown, aad: string, id: string): unknown {
    if (!fields) return this.openText(value, `${aad}:${id}`);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, text]) => {
        const isSealed = fields.includes(name);
        return [name, isSealed ? this.openText(text, `${aad}.${name}:${id}`) : (text as unknown)];
      }),
    );
  }

  /** A text of a key that is lost is no reason to withhold all the others. */
  private openText(text: unknown, place: string): unknown {
    if (typeof text !== 'string') return null;
    try {
      return this.cipher.decrypt(text, place);
    } catch (error) {
      if (error instanceof CannotDecrypt) return null;
      throw error;
    }
  }
}
