import { Injectable } from '@nestjs/common';
import { InvalidRequest } from '../../../../common/errors/common-errors.js';
import { assertUnchanged, etagOf } from '../../../../common/http/if-match.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { Db } from '../../../../database/db.js';
import { namedQuery } from '../../../../database/named-query.js';
import { type Tx, UnitOfWork } from '../../../../database/unit-of-work.js';
import type { ProductFieldType } from '../../catalog.types.js';
import * as sql from '../data/field-statements.js';
import { FieldInUse, FieldNotFound } from '../products.errors.js';

/** A field that this shop has given its products. */
export interface ProductFieldView {
  readonly id: string;
  readonly code: string;
  readonly label: string;
  readonly type: ProductFieldType;
  readonly choices: readonly string[] | null;
  readonly filterable: boolean;
  readonly position: number;
}

/** What may be said of a field; what is left out stays or takes its default. */
export interface FieldWish {
  readonly label?: string | undefined;
  readonly type?: ProductFieldType | undefined;
  readonly choices?: readonly string[] | null | undefined;
  readonly filterable?: boolean | undefined;
  readonly position?: number | undefined;
}

const MAX_FIELDS = 200;

/** Fields of the shop's own: what products may have beside what every product has. */
@Injectable()
export class ChangeFields {
  constructor(
    private readonly db: Db,
    private readonly uow: UnitOfWork,
  ) {}

  /** In their order; there are few. */
  async list(): Promise<ProductFieldView[]> {
    return this.db.query<ProductFieldView>(sql.LIST_FIELDS);
  }

  /** @throws FieldNotFound */
  async get(id: string): Promise<ProductFieldView> {
    return only(await this.db.query<ProductFieldView>(sql.GET_FIELD, [id]));
  }

  /** @throws FieldCodeTaken; InvalidRequest for choices without need or need without choices */
  async create(
    ctx: RequestContext,
    code: string,
    wish: FieldWish & { label: string; type: ProductFieldType },
  ): Promise<ProductFieldView> {
    const { label, type, choices = null, filterable = false, position = 0 } = wish;
    assertChoices(type, choices);
    return this.uow.run(ctx, async (tx) => {
      const [row] = await namedQuery<{ n: number }>(tx, sql.COUNT_FIELDS);
      if ((row?.n ?? 0) >= MAX_FIELDS) throw new InvalidRequest(`At most ${MAX_FIELDS} fields`);
      const values = [code, label, type, toJson(choices), filterable, position];
      return only(await namedQuery<ProductFieldView>(tx, sql.INSERT_FIELD, values));
    });
  }

  /** @throws FieldNotFound, PreconditionFailed; FieldInUse when values would no longer fit */
  async update(
    ctx: RequestContext,
    id: string,
    wish: FieldWish,
    ifMatch: string | null,
  ): Promise<ProductFieldView> {
    return this.uow.run(ctx, async (tx) => {
      const stored = await lock(tx, id, ifMatch);
      const type = wish.type ?? stored.type;
      const kept = type === 'choice' ? stored.choices : null;
      const choices = wish.choices === undefined ? kept : wish.choices;
      assertChoices(type, choices);
      await assertFits(tx, stored, type, choices);
      const { label = stored.label, filterable = stored.filterable } = wish;
      const { position = stored.position } = wish;
      const values = [id, label, type, toJson(choices), filterable, position];
      return only(await namedQuery<ProductFieldView>(tx, sql.UPDATE_FIELD, values));
    });
  }

  /**
   * Deletes a field, and its values when that was asked for.
   *
   * @throws FieldNotFound, PreconditionFailed; FieldInUse when there are values and they shall stay
   */
  async delete(
    ctx: RequestContext,
    id: string,
    stripValues: boolean,
    ifMatch: string | null,
  ): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      const { code } = await lock(tx, id, ifMatch);
      if (stripValues) await namedQuery(tx, sql.STRIP_FIELD, [code]);
      else if (await isUsed(tx, code, null)) throw new FieldInUse();
      await namedQuery(tx, sql.DELETE_FIELD, [id]);
    });
  }
}

export function etagOfField(field: ProductFieldView): string {
  const { id, code, label, type, choices, filterable, position } = field;
  return etagOf([id, code, label, type, choices, filterable, position]);
}

/** A field changes its type while nobody has a value, and loses choices that nobody made. */
async function assertFits(
  tx: Tx,
  stored: ProductFieldView,
  type: ProductFieldType,
  choices: readonly string[] | null,
): Promise<void> {
  if (type !== stored.type) {
    if (await isUsed(tx, stored.code, null))
      throw new FieldInUse('The type of a field with values stays');
    return;
  }
  const gone = (stored.choices ?? []).filter((choice) => choices?.includes(choice) !== true);
  if (gone.length > 0 && (await isUsed(tx, stored.code, gone))) {
    throw new FieldInUse('Products have a choice that would be gone');
  }
}

async function lock(tx: Tx, id: string, ifMatch: string | null): Promise<ProductFieldView> {
  const field = only(await namedQuery<ProductFieldView>(tx, sql.LOCK_FIELD, [id]));
  assertUnchanged(ifMatch, etagOfField(field));
  return field;
}

async function isUsed(tx: Tx, code: string, choices: readonly string[] | null): Promise<boolean> {
  const [row] = await namedQuery<{ used: boolean }>(tx, sql.FIELD_USED, [code, choices]);
  return row?.used ?? false;
}

function assertChoices(type: ProductFieldType, choices: readonly string[] | null): void {
  const has = choices !== null && choices.length > 0;
  if ((type === 'choice') === has) return;
  throw new InvalidRequest(
    has ? 'Only a choice has choices' : 'A choice needs choices',
    undefined,
    [{ pointer: '/choices', code: 'invalid' }],
  );
}

function toJson(choices: readonly string[] | null): string | null {
  return choices === null ? null : JSON.stringify(choices);
}

function only(rows: readonly ProductFieldView[]): ProductFieldView {
  const [row] = rows;
  if (row === undefined) throw new FieldNotFound();
  return row;
}
