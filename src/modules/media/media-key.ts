/** Names of our own making and nothing else: no dots, no slashes beyond the one. */
export const MEDIA_KEY = /^[a-z]{1,20}\/[0-9a-f-]{36}\.(webp)$/;
