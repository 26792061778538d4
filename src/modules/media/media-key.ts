import type { MediaOwnerKind } from './media.types.js';

const ID = '[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}';

/**
 * Names of our own making and nothing else: `products/<id of the product>/<id of the file>.webp`,
 * `avatars/<id of the file>.webp`. No dots and no slashes beyond these.
 */
export const MEDIA_KEY = new RegExp(`^[a-z]{1,20}(?:/${ID}){1,2}\\.webp$`);

const SIZE_KEY = new RegExp(`^([a-z]{1,20}(?:/${ID}){1,2})_[0-9]{2,4}\\.webp$`);
const INCOMING_KEY = new RegExp(`^incoming/([a-z]{1,20}(?:/${ID}){1,2})$`);

const FOLDERS: Readonly<Record<MediaOwnerKind, string>> = {
  product: 'products',
  category: 'categories',
  brand: 'brands',
  collection: 'collections',
  user: 'avatars',
};

/** Folders that pictures of the shop lie in. */
export const MEDIA_FOLDERS: readonly string[] = Object.values(FOLDERS);

/** Key of a new file. The address of an avatar is public and does not tell whose it is. */
export function keyFor(kind: MediaOwnerKind, ownerId: string, fileId: string): string {
  const owner = kind === 'user' ? '' : `${ownerId}/`;
  return `${FOLDERS[kind]}/${owner}${fileId}.webp`;
}

/** Key of the same picture at another width, in pixels. */
export function sizeKey(key: string, width: number): string {
  return key.replace(/\.webp$/, `_${width}.webp`);
}

/** Where the bytes of a direct upload wait to be checked; nobody is shown anything from there. */
export function incomingKey(key: string): string {
  return `incoming/${key.replace(/\.webp$/, '')}`;
}

/** Key of the picture that a stored file belongs to; null for a file that is not of our making. */
export function pictureOf(name: string): string | null {
  if (MEDIA_KEY.test(name)) return name;
  const base = SIZE_KEY.exec(name)?.[1] ?? INCOMING_KEY.exec(name)?.[1];
  return base === undefined ? null : `${base}.webp`;
}

/** @throws Error for a key that is not of our making: it could lead to somebody else's file. */
export function assertKey(key: string): string {
  if (!MEDIA_KEY.test(key)) throw new Error('This is no key of a stored file');
  return key;
}
