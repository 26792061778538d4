import { Inject, Injectable } from '@nestjs/common';
import { BlindIndex } from '../../../common/crypto/blind-index.js';
import type { RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { Db } from '../../../database/db.js';
import { GUEST_DIGESTS, keysOf, sealedTables } from '../data/encrypted-columns.js';

const BATCH = 1000;

/** How many values of a place are of which key. */
export interface KeyUse {
  readonly place: string;
  readonly key: string;
  readonly rows: number;
}

/** Which key is still needed. */
export interface KeysState {
  readonly current: string;
  readonly uses: readonly KeyUse[];
  /** Keys of the ring that nothing needs any more: they can be taken out. */
  readonly removable: readonly string[];
  /** Key ids in the data that the ring does not have: what they encrypted cannot be read. */
  readonly missing: readonly string[];
}

/** Counts, for whoever wants to take an old key out of the configuration. Reads all tables with ciphertext. */
@Injectable()
export class ShowKeys {
  constructor(
    private readonly db: Db,
    private readonly blindIndex: BlindIndex,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async execute(ctx: RequestContext): Promise<KeysState> {
    const uses: KeyUse[] = [];
    for (const table of sealedTables()) {
      for (const place of table.places) {
        const rows = await this.db.queryAs<{ key: string; rows: number }>(
          ctx,
          keysOf(table, place),
        );
        const name = `${table.name}.${place.column}${place.field === null ? '' : `.${place.field}`}`;
        uses.push(...rows.map((row) => ({ place: name, ...row })));
      }
    }
    uses.push(...(await this.guestDigests(ctx)));
    const ring = this.env.ENCRYPTION_KEYS.map(({ id }) => id);
    const sealed = uses.filter(({ key }) => !key.startsWith(DIGEST));
    const used = new Set(sealed.map(({ key }) => key));
    return {
      current: ring[0] ?? '',
      uses,
      removable: ring.slice(1).filter((id) => !used.has(id)),
      missing: [...used].filter((id) => !ring.includes(id)),
    };
  }

  private async guestDigests(ctx: RequestContext): Promise<KeyUse[]> {
    const counts = new Map<string, number>();
    for (let after = ''; ;) {
      const rows = await this.db.queryAs<{ digest: string; email: string | null }>(
        ctx,
        GUEST_DIGESTS,
        [after, BATCH],
      );
      for (const { digest, email } of rows) {
        const key = this.keyOf(digest, (email ?? '').toLowerCase());
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      const last = rows.at(-1);
      if (!last) break;
      after = last.digest;
    }
    const place = 'discount_usages.guest_hash';
    return [...counts].map(([key, rows]) => ({ place, key, rows }));
  }

  private keyOf(digest: string, address: string): string {
    if (this.blindIndex.of(address) === digest) return `${DIGEST}current`;
    const old = this.blindIndex.oldOf(address).indexOf(digest);
    return old >= 0 ? `${DIGEST}old ${old + 1}` : `${DIGEST}none (erased)`;
  }
}

/** Digests have no key id of their own: BLIND_INDEX_KEY, or the n-th of BLIND_INDEX_OLD_KEYS. */
const DIGEST = 'digest ';
