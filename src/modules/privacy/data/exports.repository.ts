import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { FieldCipher } from '../../../common/crypto/field-cipher.js';
import { MailedCodes } from '../../../common/crypto/mailed-codes.js';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type { DataExportView } from '../privacy.types.js';
import * as sql from './exports.sql.js';

/** Purpose of the codes that open an export. */
const PURPOSE = 'data_export';

/** What is left of the day for a person. */
export interface ExportAllowance {
  readonly running: boolean;
  readonly today: number;
}

/** Exports and their encrypted parts. */
@Injectable()
export class ExportsRepository {
  constructor(
    private readonly db: Db,
    private readonly cipher: FieldCipher,
    private readonly codes: MailedCodes,
  ) {}

  /** Looks at what he has, his row locked, so that two requests at once are one after the other. */
  async allowance(tx: Tx, userId: string): Promise<ExportAllowance> {
    await namedQuery(tx, sql.LOCK_PERSON, [userId]);
    const [row] = await namedQuery<{ running: boolean; today: number }>(tx, sql.ALLOWANCE, [
      userId,
    ]);
    return { running: row?.running ?? false, today: row?.today ?? 0 };
  }

  async insert(tx: Tx, userId: string): Promise<DataExportView> {
    const id = randomUUID();
    const values = [id, userId, this.codes.hashFor(id, PURPOSE)];
    const [row] = await namedQuery<DataExportView>(tx, sql.INSERT, values);
    if (!row) throw new Error('The statement gave no row');
    return row;
  }

  /** Newest first. */
  async list(ctx: RequestContext, userId: string): Promise<DataExportView[]> {
    return this.db.queryAs<DataExportView>(ctx, sql.LIST, [userId]);
  }

  async find(ctx: RequestContext, id: string): Promise<DataExportView | null> {
    const [row] = await this.db.queryAs<DataExportView>(ctx, sql.FIND, [id]);
    return row ?? null;
  }

  /** The code that is mailed for an export; made again each time. */
  codeOf(exportId: string): string {
    return this.codes.codeFor(exportId, PURPOSE);
  }

  /**
   * Takes the build over from whoever had it and throws his parts away.
   *
   * @returns the key of this build, or null when there is nothing to build
   */
  async begin(tx: Tx, id: string): Promise<string | null> {
    const buildId = randomUUID();
    const taken = await namedQuery(tx, sql.BEGIN, [id, buildId]);
    if (taken.length === 0) return null;
    await namedQuery(tx, sql.DROP_PARTS, [[id]]);
    return buildId;
  }

  /** @returns false when another build has taken over or the export is gone: stop. */
  async addPart(
    tx: Tx,
    exportId: string,
    buildId: string,
    part: { readonly number: number; readonly content: string },
  ): Promise<boolean> {
    const id = randomUUID();
    const content = this.cipher.encrypt(part.content, placeOf(id));
    const values = [id, exportId, buildId, part.number, content];
    return (await namedQuery(tx, sql.ADD_PART, values)).length > 0;
  }

  /** @returns false when another build has taken over or the account is closed. */
  async finish(
    tx: Tx,
    exportId: string,
    buildId: string,
    end: { readonly sizeBytes: number; readonly days: number },
  ): Promise<boolean> {
    const values = [exportId, buildId, end.sizeBytes, end.days];
    return (await namedQuery(tx, sql.FINISH, values)).length > 0;
  }

  /** Counts a download of one's own export; null when it is not there (any more). */
  async openOwn(tx: Tx, userId: string, id: string): Promise<DataExportView | null> {
    const [row] = await namedQuery<DataExportView>(tx, sql.OPEN_OWN, [id, userId]);
    return row ?? null;
  }

  /** The same for whoever has the code from the mail. */
  async openByCode(tx: Tx, code: string): Promise<DataExportView | null> {
    const [row] = await namedQuery<DataExportView>(tx, sql.OPEN_BY_CODE, [this.codes.hashOf(code)]);
    return row ?? null;
  }

  /** The clear text of an export, part by part; ends early when it is taken away meanwhile. */
  async *read(ctx: RequestContext, exportId: string): AsyncGenerator<string> {
    for (let number = 0; ; number += 1) {
      const [row] = await this.db.queryAs<{ id: string; content: string }>(ctx, sql.READ_PART, [
        exportId,
        number,
      ]);
      if (!row) return;
      yield this.cipher.decrypt(row.content, placeOf(row.id));
    }
  }

  /** Ends what is over or never came to an end, and removes the parts. @returns how many ended */
  async expire(tx: Tx): Promise<number> {
    const ended = await namedQuery<{ id: string }>(tx, sql.EXPIRE);
    await namedQuery(tx, sql.DROP_PARTS, [ended.map(({ id }) => id)]);
    return ended.length;
  }
}

function placeOf(partId: string): string {
  return `data_export_parts.content:${partId}`;
}
