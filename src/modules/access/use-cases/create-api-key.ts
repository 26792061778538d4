import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  InvalidValue,
  MfaRequired,
  Unauthenticated,
} from '../../../common/errors/common-errors.js';
import type { AuthUser } from '../../../common/http/auth-user.js';
import type { ClientInfo } from '../../../common/http/client.js';
import { type Proof, RecentProof } from '../../../common/recent-proof.js';
import type { RequestContext } from '../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { ExceedsOwnRights, TooManyApiKeys } from '../access.errors.js';
import type { ApiKeyView } from '../access.types.js';
import { toApiKeyView } from '../api-keys.service.js';
import { ApiKeysRepository } from '../data/api-keys.repository.js';
import { CallersRepository, type LockedCallerRow } from '../data/callers.repository.js';
import { RightsRepository } from '../data/rights.repository.js';
import { newApiKey } from '../domain/api-key-token.js';
import { lacking, type ModuleRights, type Rights, rightsOf } from '../domain/rights.js';
import { assertKnownModules } from './role-checks.js';

const MAX_KEYS = 20;
const MAX_DAYS = 365;
const DAY_MS = 86_400_000;

/** What a key is to be good for. */
export interface ApiKeyWish {
  readonly name: string;
  readonly permissions: readonly ModuleRights[];
  readonly expiresAt: Date;
}

/** Makes a key for a part of what its owner may do himself; the key is shown this once. */
@Injectable()
export class CreateApiKey {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly proof: RecentProof,
    private readonly callers: CallersRepository,
    private readonly rights: RightsRepository,
    private readonly keys: ApiKeysRepository,
  ) {}

  /**
   * @throws what the renewed proof refuses with
   * @throws ExceedsOwnRights, MfaRequired, UnknownModule, TooManyApiKeys
   * @throws InvalidValue for an end in the past or more than a year away, and for a key without rights
   */
  async execute(
    ctx: RequestContext,
    user: AuthUser,
    wish: ApiKeyWish & Proof,
    client: ClientInfo,
  ): Promise<{ key: ApiKeyView; token: string }> {
    assertKnownModules(wish.permissions);
    assertLife(wish.expiresAt);
    const scopes = rightsOf(wish.permissions);
    if (scopes.size === 0) throw new InvalidValue('A key has at least one right');
    await this.proof.assert(ctx, user, wish, client);
    const { token, prefix, hash } = newApiKey();
    const key = await this.uow.run(ctx, async (tx) => {
      const caller = await this.assertMay(tx, user, scopes);
      const [row] = await this.keys.insert(tx, {
        id: randomUUID(),
        userId: user.id,
        name: wish.name,
        prefix,
        hash,
        scopes: [...scopes].sort(),
        mfaAt: caller.mfa_at,
        expiresAt: wish.expiresAt,
      });
      return row;
    });
    if (!key) throw new Unauthenticated();
    return { key: toApiKeyView(key), token };
  }

  private async assertMay(tx: Tx, user: AuthUser, scopes: Rights): Promise<LockedCallerRow> {
    const caller = await this.callers.lock(tx, user);
    if (!caller) throw new Unauthenticated();
    const graph = await this.rights.loadGraph(tx);
    if (graph.requiresMfa(caller.role_id) && caller.mfa_at === null) throw new MfaRequired();
    const missing = lacking(graph.effective(caller.role_id), scopes);
    if (missing.length > 0) throw new ExceedsOwnRights(undefined, { missing });
    if ((await this.keys.countUsable(tx, user.id)) >= MAX_KEYS) {
      throw new TooManyApiKeys(undefined, { limit: MAX_KEYS });
    }
    return caller;
  }
}

function assertLife(expiresAt: Date): void {
  const life = expiresAt.getTime() - Date.now();
  if (life > 0 && life <= MAX_DAYS * DAY_MS) return;
  const detail = `A key ends within ${MAX_DAYS} days`;
  throw new InvalidValue(detail, undefined, [
    { pointer: '/expiresAt', code: 'out_of_range', detail },
  ]);
}
