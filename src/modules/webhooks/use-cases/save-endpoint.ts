import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import { FieldCipher } from '../../../common/crypto/field-cipher.js';
import { assertUnchanged, etagOf } from '../../../common/http/if-match.js';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { EndpointsRepository, type EndpointWords } from '../data/endpoints.repository.js';
import { newSecret, secretPlace } from '../domain/signature.js';
import { EndpointNotFound, TooManyEndpoints } from '../webhooks.errors.js';
import type { EndpointView, EndpointWithSecret } from '../webhooks.types.js';
import { assertFilters, EndpointUrls } from './endpoint-urls.js';

const MOST_ENDPOINTS = 100;

/** The ETag of what staff can change of an endpoint. */
export function etagOfEndpoint(endpoint: EndpointView): string {
  const { url, description, eventTypes, status, previousSecretUntil } = endpoint;
  return etagOf([url, description, eventTypes, status, previousSecretUntil]);
}

/** Makes, changes and deletes endpoints and their secrets. */
@Injectable()
export class SaveEndpoint {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly endpoints: EndpointsRepository,
    private readonly urls: EndpointUrls,
    private readonly cipher: FieldCipher,
  ) {}

  /**
   * Told of everything that happens from now on.
   *
   * @throws EndpointUrlRefused, EventTypeUnknown, TooManyEndpoints
   */
  async create(ctx: RequestContext, words: EndpointWords): Promise<EndpointWithSecret> {
    assertFilters(words.eventTypes);
    await this.urls.assertUsable(words.url);
    const id = randomUUID();
    const secret = newSecret();
    const made = {
      ...words,
      id,
      secret: this.cipher.encrypt(secret, secretPlace(id, 'secret')),
      createdBy: ctx.actorId,
    };
    const endpoint = await this.uow.run(ctx, (tx) =>
      this.endpoints.insert(tx, made, MOST_ENDPOINTS),
    );
    if (endpoint === null) throw new TooManyEndpoints();
    return { endpoint, secret };
  }

  /** @throws EndpointNotFound, PreconditionFailed, EndpointUrlRefused, EventTypeUnknown */
  async change(
    ctx: RequestContext,
    id: string,
    words: { readonly [Key in keyof EndpointWords]?: EndpointWords[Key] | undefined },
    ifMatch: string | null,
  ): Promise<EndpointView> {
    if (words.eventTypes !== undefined) assertFilters(words.eventTypes);
    if (words.url !== undefined) await this.urls.assertUsable(words.url);
    return this.uow.run(ctx, async (tx) => {
      const stored = await this.endpoints.lock(tx, id);
      if (stored === null) throw new EndpointNotFound();
      assertUnchanged(ifMatch, etagOfEndpoint(stored));
      const saved = await this.endpoints.update(tx, id, {
        url: words.url ?? stored.url,
        description: words.description ?? stored.description,
        eventTypes: words.eventTypes ?? stored.eventTypes,
      });
      if (saved === null) throw new EndpointNotFound();
      return saved;
    });
  }

  /**
   * A new secret. That of before signs as well for a while, so that the receiver can change over; one before that
   * no longer does.
   *
   * @throws EndpointNotFound
   */
  async rotate(ctx: RequestContext, id: string, overlapHours: number): Promise<EndpointWithSecret> {
    const secret = newSecret();
    const sealed = this.cipher.encrypt(secret, secretPlace(id, 'secret'));
    const endpoint = await this.uow.run(ctx, async (tx) => {
      const before = await this.endpoints.lockSecret(tx, id);
      if (before === null) throw new EndpointNotFound();
      const plain = this.cipher.decrypt(before, secretPlace(id, 'secret'));
      const previous = this.cipher.encrypt(plain, secretPlace(id, 'previous_secret'));
      return this.endpoints.rotate(tx, id, sealed, previous, overlapHours);
    });
    if (endpoint === null) throw new EndpointNotFound();
    return { endpoint, secret };
  }

  /** With its log. @throws EndpointNotFound, PreconditionFailed */
  async remove(ctx: RequestContext, id: string, ifMatch: string | null): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      const stored = await this.endpoints.lock(tx, id);
      if (stored === null) throw new EndpointNotFound();
      assertUnchanged(ifMatch, etagOfEndpoint(stored));
      await this.endpoints.delete(tx, id);
    });
  }
}
