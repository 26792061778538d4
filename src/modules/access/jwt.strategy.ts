import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-jwt';
import { JwtKeys } from '../../common/crypto/jwt-keys.js';
import {
  ACCESS_TOKEN_STRATEGY,
  type AccessClaims,
  accessClaims,
  TOKEN_ALGORITHM,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
} from './access-claims.js';

const MAX_TOKEN_CHARACTERS = 2048;
const LEEWAY_SECONDS = 5;

/** The token of an `Authorization: Bearer` header, or null. */
export function bearerTokenOf(request: Pick<FastifyRequest, 'headers'>): string | null {
  const header = request.headers.authorization ?? '';
  if (header.length > MAX_TOKEN_CHARACTERS || !/^bearer /i.test(header)) return null;
  return header.slice('bearer '.length).trim();
}

/** Whether the caller meant to be known, be the token good or not. */
export function presentsToken(request: Pick<FastifyRequest, 'headers'>): boolean {
  return request.headers.authorization !== undefined;
}

/**
 * Verifies signature, algorithm, issuer, audience, times and kind of an access token. It asks no
 * database: passport is one global object per process, so a strategy must not hold on to an
 * application; whether the session still counts is the guard's question.
 */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, ACCESS_TOKEN_STRATEGY) {
  constructor(keys: JwtKeys) {
    super({
      jwtFromRequest: bearerTokenOf,
      // No key of the ring: fails like any bad signature.
      secretOrKeyProvider: (_request, token: string, done) => {
        const key = keys.keyOf(token);
        if (key === null) done(new Error('unknown key'));
        // The verifier takes a KeyObject as well; the types of the strategy do not know yet.
        else done(null, key as unknown as Buffer);
      },
      algorithms: [TOKEN_ALGORITHM],
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
      ignoreExpiration: false,
      jsonWebTokenOptions: { clockTolerance: LEEWAY_SECONDS },
    });
  }

  /** @returns null for a token that is validly signed but no access token. */
  validate(payload: unknown): AccessClaims | null {
    const parsed = accessClaims.safeParse(payload);
    return parsed.success ? parsed.data : null;
  }
}
