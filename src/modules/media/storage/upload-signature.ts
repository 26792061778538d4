import { createHmac, timingSafeEqual } from 'node:crypto';

/** What the address of a direct upload to the local storage promises. */
export interface UploadPromise {
  readonly id: string;
  readonly bytes: number;
  readonly contentType: string;
  /** Seconds since 1970. */
  readonly expires: number;
}

/** Signature over all of it, so that none of it can be changed. */
export function signUpload(secret: string, upload: UploadPromise): string {
  const { id, bytes, contentType, expires } = upload;
  // The purpose is part of the key: no other signature of the shop can be used as this one.
  const key = createHmac('sha256', secret).update('media-upload').digest();
  return createHmac('sha256', key)
    .update(JSON.stringify([id, bytes, contentType, expires]))
    .digest('base64url');
}

/** Whether the address is ours, unchanged and not too old. */
export function isSignedUpload(secret: string, upload: UploadPromise, signature: string): boolean {
  const expected = Buffer.from(signUpload(secret, upload));
  const given = Buffer.from(signature);
  const isOurs = expected.length === given.length && timingSafeEqual(expected, given);
  return isOurs && upload.expires * 1000 > Date.now();
}
