import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { assertUnchanged } from '../../../common/http/if-match.js';
import type { RequestContext } from '../../../common/request-context.js';
import {
  assertIdempotencyKey,
  fingerprintOf,
  type IdempotentRequest,
} from '../../../database/idempotency/idempotency.js';
import {
  IdempotentCommands,
  type OnceDone,
} from '../../../database/idempotency/idempotent-commands.js';
import { namedQuery } from '../../../database/named-query.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { type Location, LocationsRepository } from '../data/locations.repository.js';
import { TRANSFER_STOCK } from '../data/stock-statements.js';
import { etagOfStock, StockViews } from '../data/stock-views.js';
import {
  type Moved,
  type NamedRow,
  resultsOf,
  type RowResult,
  sortRows,
} from '../domain/row-results.js';
import {
  ExpectationMissing,
  LocationInactive,
  LocationNotFound,
  SameLocation,
} from '../inventory.errors.js';
import { InventoryService } from '../inventory.service.js';
import type { PlaceCause, PlaceChange } from '../inventory.types.js';

/** Goods that came in. */
export interface Restock {
  readonly locationId?: string | undefined;
  readonly note?: string | undefined;
  readonly items: readonly (NamedRow & { readonly quantity: number })[];
}

/** Why pieces are corrected; those that are gone for good are written off. */
export const ADJUSTMENT_REASONS = [
  'count',
  'found',
  'damaged',
  'lost',
  'expired',
  'other',
] as const;
export type AdjustmentReason = (typeof ADJUSTMENT_REASONS)[number];

const GONE: ReadonlySet<AdjustmentReason> = new Set(['damaged', 'lost', 'expired']);

/** What was counted in a place, or what is more or less. */
export interface Adjustment {
  readonly locationId?: string | undefined;
  readonly reason: AdjustmentReason;
  readonly note?: string | undefined;
  readonly items: readonly (NamedRow & {
    readonly quantity?: number | undefined;
    readonly delta?: number | undefined;
    readonly expectedQuantity?: number | undefined;
  })[];
}

/** Pieces that go from one place to another. */
export interface Transfer {
  readonly fromLocationId: string;
  readonly toLocationId: string;
  readonly note?: string | undefined;
  readonly items: readonly (NamedRow & { readonly quantity: number })[];
}

/** What became of the rows, and where. */
export interface MovedRows {
  readonly locationId: string;
  readonly results: readonly RowResult[];
}

/** How a request may be told apart from its repetition, and from one that came too late. */
export interface MoveOptions {
  readonly key: string | null;
  readonly ifMatch?: string | null;
}

/**
 * Moves pieces in and between places, up to 500 variants in one statement. A row that is not possible is
 * refused and does not stop the others.
 */
@Injectable()
export class MovePieces {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly inventory: InventoryService,
    private readonly locations: LocationsRepository,
    private readonly views: StockViews,
    private readonly commands: IdempotentCommands,
  ) {}

  /** @throws LocationNotFound, LocationInactive, the errors of idempotency keys */
  async restock(
    ctx: RequestContext,
    asked: Restock,
    { key }: MoveOptions,
  ): Promise<OnceDone<MovedRows>> {
    const request = requestOf(ctx, 'POST /admin/inventory/restock', key, asked);
    return this.uow.run(ctx, (tx) =>
      this.commands.once(tx, request, 200, async () => {
        const place = await this.open(tx, asked.locationId ?? null);
        return this.inPlace(tx, place, 'restock', asked.items, ({ quantity }) => ({
          delta: quantity,
          note: asked.note,
        }));
      }),
    );
  }

  /**
   * With If-Match for one variant, else each row says how many pieces it expects to find.
   *
   * @throws LocationNotFound, ExpectationMissing, PreconditionFailed, the errors of idempotency keys
   */
  async adjust(
    ctx: RequestContext,
    asked: Adjustment,
    options: MoveOptions,
  ): Promise<OnceDone<MovedRows>> {
    const { reason, note, items } = asked;
    const { key, ifMatch = null } = options;
    const isExpected = items.every(({ expectedQuantity }) => expectedQuantity !== undefined);
    if (!isExpected && (ifMatch === null || items.length > 1)) throw new ExpectationMissing();
    const request = requestOf(ctx, 'POST /admin/inventory/adjustments', key, asked);
    return this.uow.run(ctx, (tx) =>
      this.commands.once(tx, request, 200, async () => {
        const place = await this.locations.hold(tx, asked.locationId ?? null);
        if (place === null) throw new LocationNotFound();
        if (ifMatch !== null) await this.assertSeen(tx, items, ifMatch);
        const cause = GONE.has(reason) ? 'written_off' : 'adjustment';
        const said = note === undefined ? reason : `${reason}: ${note}`;
        return this.inPlace(tx, place, cause, items, ({ quantity, delta, expectedQuantity }) => {
          return { counted: quantity, delta, expected: expectedQuantity, note: said };
        });
      }),
    );
  }

  /** @throws SameLocation, LocationNotFound, LocationInactive, the errors of idempotency keys */
  async transfer(
    ctx: RequestContext,
    asked: Transfer,
    { key }: MoveOptions,
  ): Promise<OnceDone<MovedRows>> {
    const { fromLocationId: from, toLocationId: to, note, items } = asked;
    if (from === to) throw new SameLocation();
    const request = requestOf(ctx, 'POST /admin/inventory/transfers', key, asked);
    return this.uow.run(ctx, (tx) =>
      this.commands.once(tx, request, 200, async () => {
        if ((await this.locations.hold(tx, from)) === null) throw new LocationNotFound();
        await this.open(tx, to);
        const { usable, refused } = sortRows(items, await this.views.resolve(tx, items));
        const moved = await namedQuery<Moved & Record<string, unknown>>(tx, TRANSFER_STOCK, [
          from,
          to,
          usable.map(({ variantId }) => variantId),
          usable.map(({ row }) => row.quantity),
          randomUUID(),
          note ?? null,
        ]);
        return { locationId: from, results: resultsOf(usable, refused, moved) };
      }),
    );
  }

  /** A place that pieces may come to. */
  private async open(tx: Tx, id: string | null): Promise<Location> {
    const place = await this.locations.hold(tx, id);
    if (place === null) throw new LocationNotFound();
    if (!place.isActive) throw new LocationInactive();
    return place;
  }

  private async inPlace<R extends NamedRow>(
    tx: Tx,
    place: Location,
    cause: PlaceCause,
    rows: readonly R[],
    toChange: (row: R) => Omit<PlaceChange, 'variantId'>,
  ): Promise<MovedRows> {
    const { usable, refused } = sortRows(rows, await this.views.resolve(tx, rows));
    const changes = usable.map(({ row, variantId }) => ({ ...toChange(row), variantId }));
    const moved = await this.inventory.moveInPlace(tx, place.id, cause, changes);
    return { locationId: place.id, results: resultsOf(usable, refused, moved) };
  }

  /** @throws PreconditionFailed */
  private async assertSeen(tx: Tx, rows: readonly NamedRow[], ifMatch: string): Promise<void> {
    const variants = (await this.views.resolve(tx, rows)).filter((id) => id !== null);
    const held = await this.views.hold(tx, variants);
    for (const view of held.values()) assertUnchanged(ifMatch, etagOfStock(view));
  }
}

/** @throws IdempotencyKeyMissing for a key that cannot be one */
function requestOf(
  ctx: RequestContext,
  route: string,
  key: string | null,
  body: unknown,
): IdempotentRequest | null {
  if (key === null) return null;
  const fingerprint = fingerprintOf(route, body);
  return { scope: `user:${ctx.actorId ?? ''}`, route, key: assertIdempotencyKey(key), fingerprint };
}
