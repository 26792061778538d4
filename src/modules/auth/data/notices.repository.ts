import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type { NoticeKind } from '../auth.types.js';

/** A notice on its way and whom it is for. */
export interface OpenNotice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly email: string;
  readonly first_name: string;
  /** The language that he prefers; null: that of the shop. */
  readonly locale: string | null;
}

const INSERT = {
  name: 'notices-insert',
  text: `INSERT INTO account_notices (user_id, kind, email)
         SELECT id, $2, coalesce($3, email) FROM users WHERE id = $1 RETURNING id`,
};

const FIND = {
  name: 'notices-find',
  text: `SELECT n.id, n.kind, n.email, u.first_name, u.locale
           FROM account_notices n JOIN users u ON u.id = n.user_id WHERE n.id = $1`,
};

const DELETE = { name: 'notices-delete', text: `DELETE FROM account_notices WHERE id = $1` };

/** Rows of `account_notices`: mails about changes that have not gone yet. */
@Injectable()
export class NoticesRepository {
  constructor(private readonly db: Db) {}

  /**
   * @param email where it goes; the address of the account when left out
   * @returns its id, null when there is no such account
   */
  async add(
    tx: Tx,
    userId: string,
    kind: NoticeKind,
    email: string | null = null,
  ): Promise<string | null> {
    const [row] = await namedQuery<{ id: string }>(tx, INSERT, [userId, kind, email]);
    return row?.id ?? null;
  }

  async find(ctx: RequestContext, id: string): Promise<OpenNotice | null> {
    const [row] = await this.db.queryAs<OpenNotice>(ctx, FIND, [id]);
    return row ?? null;
  }

  /** The mail has gone: nobody needs the address any more. */
  async delete(ctx: RequestContext, id: string): Promise<void> {
    await this.db.queryAs(ctx, DELETE, [id]);
  }
}
