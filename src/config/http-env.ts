import { cidrList, integer, origins } from './env-types.js';

/** Whom the HTTP server believes and what it says to browsers; `.env.example` says each. */
export const httpShape = {
  TRUSTED_PROXIES: cidrList().default([]),
  CORS_ORIGINS: origins().default([]),
  CORS_MAX_AGE_SECONDS: integer(0, 86_400).default(600),
  HSTS_SECONDS: integer(0, 63_072_000).default(31_536_000),
  FRAME_ORIGINS: origins().default([]),
  COMPRESSION_MIN_BYTES: integer(0, 1_000_000).default(1_024),
};
