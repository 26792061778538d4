import { Injectable } from '@nestjs/common';
import { FieldCipher } from '../../../common/crypto/field-cipher.js';
import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type { AddressSnapshot } from '../../users/users.types.js';
import type { StaffDraft, StaffDraftContent, StaffDraftLine } from './drafts.types.js';
import * as sql from './drafts.sql.js';

const SEALED = ['recipient', 'phoneNumber', 'street'] as const;
type Column = 'shipping_address' | 'billing_address';
type Row = StaffDraft & Record<string, unknown>;

/** Drafts as they are stored: one statement each. Callers hold a permission, or the draft's token. */
@Injectable()
export class DraftsRepository {
  constructor(
    private readonly db: Db,
    private readonly cipher: FieldCipher,
  ) {}

  async insert(
    tx: Tx,
    id: string,
    content: StaffDraftContent,
    by: string | null,
  ): Promise<StaffDraft> {
    const values = [id, ...this.valuesOf(id, content), by];
    return this.first(await namedQuery<Row>(tx, sql.INSERT_DRAFT, values));
  }

  async update(tx: Tx, id: string, content: StaffDraftContent): Promise<StaffDraft> {
    const values = [id, ...this.valuesOf(id, content)];
    return this.first(await namedQuery<Row>(tx, sql.UPDATE_DRAFT, values));
  }

  /** Takes the row's lock; null when there is none. */
  async lock(tx: Tx, id: string): Promise<StaffDraft | null> {
    const [row] = await namedQuery<Row>(tx, sql.LOCK_DRAFT, [id]);
    return row === undefined ? null : this.opened(row);
  }

  async find(ctx: RequestContext, id: string): Promise<StaffDraft | null> {
    return this.one(ctx, sql.FIND_DRAFT, id);
  }

  /** By the hash of the token that its customer was sent. */
  async findSent(ctx: RequestContext, tokenHash: string): Promise<StaffDraft | null> {
    return this.one(ctx, sql.FIND_SENT_DRAFT, tokenHash);
  }

  /** Newest first, not those that became orders; `before` is the time and id of the last one seen. */
  async list(
    ctx: RequestContext,
    limit: number,
    before: { readonly at: string; readonly id: string } | null,
  ): Promise<(StaffDraft & { readonly at: string })[]> {
    const values = [limit, before?.at ?? null, before?.id ?? null];
    const rows = await this.db.queryAs<Row & { at: string }>(
      withAllRows(ctx),
      sql.LIST_DRAFTS,
      values,
    );
    return rows.map((row) => ({ ...this.opened(row), at: row.at }));
  }

  async delete(tx: Tx, id: string): Promise<void> {
    await namedQuery(tx, sql.DELETE_DRAFT, [id]);
  }

  async markSent(tx: Tx, id: string, tokenHash: string): Promise<void> {
    await namedQuery(tx, sql.MARK_SENT, [id, tokenHash]);
  }

  /** False when it is not that version any more, or an order. */
  async markPlaced(tx: Tx, draft: StaffDraft, orderId: string): Promise<boolean> {
    const values = [draft.id, draft.version, orderId];
    return (await namedQuery(tx, sql.MARK_PLACED, values)).length === 1;
  }

  /** Puts the draft's lines and codes into a cart with its id. False when it is not that version any more: roll back. */
  async prepareCart(tx: Tx, draft: StaffDraft, tokenHash: string): Promise<boolean> {
    await namedQuery(tx, sql.LOCK_PREPARING, [draft.id]);
    const rows = await namedQuery(tx, sql.PREPARE_CART, [
      draft.id,
      draft.version,
      tokenHash,
      draft.currency,
      draft.lines.map((line) => line.variantId),
      draft.lines.map((line) => line.quantity),
      draft.lines.map((line) => line.notes),
      draft.codes,
      draft.notes,
    ]);
    return rows.length === 1;
  }

  private async one(
    ctx: RequestContext,
    statement: (typeof sql)['FIND_DRAFT'],
    key: string,
  ): Promise<StaffDraft | null> {
    const [row] = await this.db.queryAs<Row>(withAllRows(ctx), statement, [key]);
    return row === undefined ? null : this.opened(row);
  }

  private first([row]: readonly Row[]): StaffDraft {
    if (row === undefined) throw new Error('A draft was not written');
    return this.opened(row);
  }

  private valuesOf(id: string, content: StaffDraftContent): unknown[] {
    return [
      content.customerId,
      content.email,
      content.currency,
      JSON.stringify(content.lines satisfies readonly StaffDraftLine[]),
      content.codes,
      this.sealed(id, content.shippingAddress, 'shipping_address'),
      this.sealed(id, content.billingAddress, 'billing_address'),
      content.shippingMethodCode,
      content.notes,
    ];
  }

  private sealed(id: string, address: AddressSnapshot | null, column: Column): string | null {
    if (address === null) return null;
    const secret = SEALED.map((field) => {
      const plain = address[field];
      const place = placeOf(column, field, id);
      return [field, plain === null ? null : this.cipher.encrypt(plain, place)];
    });
    return JSON.stringify({ ...address, ...Object.fromEntries(secret) });
  }

  private opened(row: Row): StaffDraft {
    return {
      ...row,
      shippingAddress: this.open(row.id, row.shippingAddress, 'shipping_address'),
      billingAddress: this.open(row.id, row.billingAddress, 'billing_address'),
    };
  }

  private open(id: string, stored: AddressSnapshot | null, column: Column): AddressSnapshot | null {
    if (stored === null) return null;
    const plain = SEALED.map((field) => {
      const text = stored[field];
      return [field, text === null ? null : this.cipher.decrypt(text, placeOf(column, field, id))];
    });
    return { ...stored, ...(Object.fromEntries(plain) as Pick<AddressSnapshot, 'recipient'>) };
  }
}

function placeOf(column: Column, field: string, id: string): string {
  return `order_drafts.${column}.${field}:${id}`;
}
