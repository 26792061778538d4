import { Injectable } from '@nestjs/common';
import { InvalidCursor } from '../../../../common/errors/common-errors.js';
import { decodeCursor, encodeCursor } from '../../../../common/http/cursor.js';
import { type Page, toPage } from '../../../../common/http/page.response.js';
import { CollectionNotFound } from '../../catalog.errors.js';
import {
  type CollectionMember,
  CollectionProductsRepository,
} from '../data/collection-products.repository.js';
import { GroupsRepository } from '../data/groups.repository.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const POSITION = /^\d{1,12}$/;

/** A page of the products of a collection, and the ETag of the whole order by hand. */
export interface CollectionProductsPage extends Page<CollectionMember> {
  readonly etag: string;
}

/** The products of a collection in its order, hidden ones too. */
@Injectable()
export class ReadCollectionProducts {
  constructor(
    private readonly groups: GroupsRepository,
    private readonly products: CollectionProductsRepository,
  ) {}

  /** @throws CollectionNotFound, InvalidCursor */
  async execute(
    collectionId: string,
    limit: number,
    cursor: string | null,
  ): Promise<CollectionProductsPage> {
    const after = cursor === null ? null : positionIn(cursor);
    const collection = await this.groups.find(null, 'collections', collectionId);
    if (collection === null) throw new CollectionNotFound();
    const digest = await this.products.handDigest(null, collectionId);
    const rows = await this.products.list(collectionId, after, limit);
    const page = toPage(
      rows,
      limit,
      (row) => row,
      (last) => encodeCursor([last.position, last.productId]),
    );
    return { ...page, etag: `"${digest}"` };
  }
}

function positionIn(cursor: string): { position: string; productId: string } {
  const [position, productId] = decodeCursor(cursor, 2);
  if (typeof position !== 'string' || !POSITION.test(position)) throw new InvalidCursor();
  if (typeof productId !== 'string' || !UUID.test(productId)) throw new InvalidCursor();
  return { position, productId };
}
