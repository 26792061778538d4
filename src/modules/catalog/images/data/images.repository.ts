import { Injectable } from '@nestjs/common';
import { Db } from '../../../../database/db.js';
import { namedQuery } from '../../../../database/named-query.js';
import type { Tx } from '../../../../database/unit-of-work.js';
import {
  IMAGE_OWNERS,
  type ImageOwner,
  type ImageOwnerPath,
  type ImageView,
} from '../images.types.js';

/** What an image is to show. Address, key and measures come from the file, by trigger. */
export interface NewImages {
  readonly fileIds: readonly string[];
  readonly altText: string | null;
  readonly variantId: string | null;
}

/** What changes of an image; undefined stays as it is. */
export interface ImageChange {
  readonly altText?: string | null | undefined;
  readonly variantId?: string | null | undefined;
}

const COLUMNS: Readonly<Record<ImageOwnerPath, string>> = {
  products: 'product_id',
  categories: 'category_id',
  brands: 'brand_id',
  collections: 'collection_id',
};

/** Statements of one sort of owner; they differ in table and column alone. */
function statementsOf(path: ImageOwnerPath) {
  const column = COLUMNS[path];
  return {
    lock: {
      name: `images-lock-${path}`,
      text: `SELECT id FROM ${path} WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE`,
    },
    exists: {
      name: `images-owner-${path}`,
      text: `SELECT id FROM ${path} WHERE id = $1 AND deleted_at IS NULL`,
    },
    list: {
      name: `images-list-${path}`,
      text: `SELECT id, file_id AS "fileId", url, image_srcset(url, width) AS srcset, alt_text AS "altText",
               variant_id AS "variantId", width, height
             FROM images WHERE ${column} = $1 ORDER BY position, id`,
    },
    insert: {
      name: `images-insert-${path}`,
      text: `INSERT INTO images (${column}, variant_id, alt_text, file_id, position)
             SELECT $1, $2, $3, f.id, f.n + COALESCE((SELECT max(i.position) FROM images i WHERE i.${column} = $1), 0)
               FROM unnest($4::uuid[]) WITH ORDINALITY AS f (id, n)`,
    },
    order: {
      name: `images-order-${path}`,
      text: `UPDATE images i SET position = o.n FROM unnest($2::uuid[]) WITH ORDINALITY AS o (id, n)
              WHERE i.id = o.id AND i.${column} = $1 AND i.position <> o.n`,
    },
    change: {
      name: `images-change-${path}`,
      text: `UPDATE images SET alt_text = CASE WHEN $3 THEN $4 ELSE alt_text END,
               variant_id = CASE WHEN $5 THEN $6::uuid ELSE variant_id END
              WHERE ${column} = $1 AND id = $2 RETURNING id`,
    },
    delete: {
      name: `images-delete-${path}`,
      text: `DELETE FROM images WHERE ${column} = $1 AND id = $2 RETURNING id`,
    },
  };
}

const STATEMENTS = Object.fromEntries(
  IMAGE_OWNERS.map((path) => [path, statementsOf(path)]),
) as Readonly<Record<ImageOwnerPath, ReturnType<typeof statementsOf>>>;

const HAS_VARIANT = {
  name: 'images-has-variant',
  text: 'SELECT id FROM product_variants WHERE product_id = $1 AND id = $2 AND deleted_at IS NULL',
};

/** Images of products and groups. */
@Injectable()
export class ImagesRepository {
  constructor(private readonly db: Db) {}

  async ownerExists({ path, id }: ImageOwner): Promise<boolean> {
    return (await this.db.query(STATEMENTS[path].exists, [id])).length > 0;
  }

  /** @returns false when there is no such owner (any more). Writers of its images take turns. */
  async lockOwner(tx: Tx, { path, id }: ImageOwner): Promise<boolean> {
    return (await namedQuery(tx, STATEMENTS[path].lock, [id])).length > 0;
  }

  /** In their order. */
  async list(executor: Tx | Db, { path, id }: ImageOwner): Promise<ImageView[]> {
    return namedQuery<ImageView & Record<string, unknown>>(executor, STATEMENTS[path].list, [id]);
  }

  async listNow(owner: ImageOwner): Promise<ImageView[]> {
    return this.list(this.db, owner);
  }

  /** Behind those that are there. */
  async insert(tx: Tx, { path, id }: ImageOwner, images: NewImages): Promise<void> {
    const { variantId, altText, fileIds } = images;
    await namedQuery(tx, STATEMENTS[path].insert, [id, variantId, altText, fileIds]);
  }

  async order(tx: Tx, { path, id }: ImageOwner, imageIds: readonly string[]): Promise<void> {
    await namedQuery(tx, STATEMENTS[path].order, [id, imageIds]);
  }

  /** @returns false when the owner has no such image. */
  async change(tx: Tx, owner: ImageOwner, imageId: string, change: ImageChange): Promise<boolean> {
    const { altText, variantId } = change;
    const values = [
      ...[altText !== undefined, altText ?? null],
      ...[variantId !== undefined, variantId ?? null],
    ];
    const statement = STATEMENTS[owner.path].change;
    return (await namedQuery(tx, statement, [owner.id, imageId, ...values])).length > 0;
  }

  /** The file goes with it, by trigger. @returns false when the owner has no such image. */
  async delete(tx: Tx, { path, id }: ImageOwner, imageId: string): Promise<boolean> {
    return (await namedQuery(tx, STATEMENTS[path].delete, [id, imageId])).length > 0;
  }

  async hasVariant(tx: Tx, productId: string, variantId: string): Promise<boolean> {
    return (await namedQuery(tx, HAS_VARIANT, [productId, variantId])).length > 0;
  }
}
