import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { keyFor } from '../../../../modules/media/media-key.js';
import { FolderStorage } from '../../../../modules/media/storage/folder-storage.js';
import { signUpload } from '../../../../modules/media/storage/upload-signature.js';
import type { Scene } from '../people/scene.js';
import { onePixel } from './one-pixel.js';
import type { Caller, IdKind, Recipe } from './recipe.js';

const PNG = 'image/png';
const QUARTER_HOUR = 900_000;

/** How a file of the scene differs from one that is checked. */
interface FileWish {
  readonly isWaiting?: boolean;
  readonly createdBy?: string | null;
}

/** A product that nothing else of the proof looks at. */
async function newProduct(scene: Scene): Promise<string> {
  const id = randomUUID();
  await scene.shop.owner.query(
    `INSERT INTO products (id, name, slug, base_price) VALUES ($1::uuid, $1::text, $1::text, 1)`,
    [id],
  );
  return id;
}

async function newFile(scene: Scene, productId: string, wish: FileWish = {}): Promise<string> {
  const { isWaiting = false, createdBy = null } = wish;
  const id = randomUUID();
  const key = keyFor('product', productId, id);
  await scene.shop.owner.query(
    `INSERT INTO media_files (id, driver, storage_key, url, owner_kind, owner_id, state, content_type, bytes, width,
       height, created_by, expires_at)
     VALUES ($1, 'local', $2, $3, 'product', $4, $5, $6, $7, 1, 1, $8, now() + interval '15 minutes')`,
    [
      id,
      key,
      `/media/${key}`,
      productId,
      isWaiting ? 'waiting' : 'ready',
      PNG,
      onePixel().length,
      createdBy,
    ],
  );
  return id;
}

async function newImage(scene: Scene, productId: string): Promise<string> {
  const { rows } = await scene.shop.owner.query<{ id: string }>(
    'INSERT INTO images (product_id, file_id) VALUES ($1, $2) RETURNING id',
    [productId, await newFile(scene, productId)],
  );
  return rows[0]?.id ?? '';
}

/** Ids of files and images; staff sees all of them. */
export const MEDIA_IDS: Readonly<Record<string, IdKind>> = {
  ownerId: { belongs: 'nobody', make: newProduct },
  fileId: {
    belongs: 'nobody',
    make: async (scene) => newFile(scene, await newProduct(scene)),
  },
  imageId: {
    belongs: 'nobody',
    make: async (scene) => newImage(scene, await newProduct(scene)),
  },
  fileIds: { belongs: 'nobody', make: async (scene) => newFile(scene, await newProduct(scene)) },
  imageIds: { belongs: 'nobody', make: async (scene) => newImage(scene, await newProduct(scene)) },
  'putMediaUpload.fileId': {
    belongs: 'secret',
    make: async (scene) => newFile(scene, await newProduct(scene)),
  },
};

/** Parameters of a route below a product with one image. */
async function withImage(scene: Scene): Promise<Record<string, string>> {
  const ownerId = await newProduct(scene);
  return { ownerKind: 'products', ownerId, imageId: await newImage(scene, ownerId) };
}

async function waitingFile(scene: Scene, who: Caller): Promise<string> {
  const createdBy = who?.id ?? null;
  return newFile(scene, await newProduct(scene), { isWaiting: true, createdBy });
}

/** What the routes of files and images need beside their examples. */
export const MEDIA_RECIPES: Readonly<Record<string, Recipe>> = {
  listMedia: () => Promise.resolve({ query: {} }),
  uploadMedia: async (scene, _who, { headers }) => {
    const body = new FormData();
    body.append('file', new Blob([new Uint8Array(onePixel())], { type: PNG }), 'one.png');
    const { 'content-type': _type, ...rest } = headers;
    return {
      query: { ownerKind: 'product', ownerId: await newProduct(scene) },
      headers: rest,
      body,
    };
  },
  startMediaUpload: async (scene) => {
    const ownerId = await newProduct(scene);
    return { body: { ownerKind: 'product', ownerId, contentType: PNG, bytes: 48_213 } };
  },
  putMediaUpload: async (scene, who, { headers }) => {
    const id = await waitingFile(scene, who);
    const bytes = onePixel();
    const expires = Math.floor((Date.now() + QUARTER_HOUR) / 1000);
    const promised = { id, expires, contentType: PNG, bytes: bytes.length };
    const signature = signUpload(scene.shop.env().TOKEN_SECRET, promised);
    return {
      params: { fileId: id },
      query: { expires: String(expires), signature },
      headers: { ...headers, 'content-type': PNG },
      body: bytes,
    };
  },
  completeMediaUpload: async (scene, who) => {
    const fileId = await waitingFile(scene, who);
    const { rows } = await scene.shop.owner.query<{ key: string }>(
      'SELECT storage_key AS key FROM media_files WHERE id = $1',
      [fileId],
    );
    const storage = new FolderStorage(scene.shop.env());
    const bytes = onePixel();
    const body = Readable.from([bytes]);
    await storage.receive(rows[0]?.key ?? '', body, bytes.length, () => new Error('size'));
    return { params: { fileId }, body: {} };
  },
  attachImages: async (scene) => {
    const ownerId = await newProduct(scene);
    const fileIds = [await newFile(scene, ownerId)];
    return { params: { ownerKind: 'products', ownerId }, body: { fileIds, altText: 'One pixel' } };
  },
  orderImages: async (scene) => {
    const { imageId = '', ...params } = await withImage(scene);
    const other = await newImage(scene, params['ownerId'] ?? '');
    return { params, body: { imageIds: [other, imageId] } };
  },
  describeImage: async (scene) => ({
    params: await withImage(scene),
    body: { altText: 'One grey pixel' },
  }),
  detachImage: async (scene) => ({ params: await withImage(scene) }),
};
