import { JwtKeys } from '../../../../common/crypto/jwt-keys.js';
import { TOKEN_AUDIENCE, TOKEN_ISSUER } from '../../../../modules/access/access-claims.js';
import type { ShopSource } from '../../proof-rig.js';
import { judged, type ProofRow } from '../../table.js';
import { difference, fingerprint, isSuccess, type WireAnswer } from '../people/http.js';
import { openScene } from '../people/open-scene.js';
import { network, PASSWORD, type Person, type Scene } from '../people/scene.js';
import { withTotp } from '../recipes/second-factor.js';
import { type ForgedToken, forgedTokens, type GoodClaims, hmacToken } from './forge.js';

const LIFE_SECONDS = 600;
/** One that asks for somebody, one that needs a right, one that is public and asks who calls. */
const ADDRESSES = ['/api/v1/me', '/api/v1/cart'];

/** Crafted access tokens are refused by the same bytes: status, headers and body. */
export async function craftedTokens(source: ShopSource, broken: string | null): Promise<ProofRow> {
  const { scene } = await openScene(source, broken);
  const [person, stranger] = [await scene.person(), await scene.person()];
  await scene.shop.owner.query(
    `UPDATE users SET password_changed_at = now() - interval '1 day', session_version = 5 WHERE id = $1`,
    [person.id],
  );
  const key = new JwtKeys(scene.shop.env()).current;
  const good = claimsOf(person);
  const tokens = forgedTokens({
    good,
    key,
    stranger,
    refreshToken: person.refreshToken,
    mfaToken: await mfaTokenOf(scene, person),
  });
  const faults: string[] = [];
  for (const address of ADDRESSES) {
    const real = hmacToken({ alg: 'HS256', typ: 'JWT', kid: key.id }, good, key.secret);
    const control = await ask(scene, address, real);
    if (!isSuccess(control)) faults.push(`${address}: the good token answers ${control.status}`);
    faults.push(...(await judge(scene, address, tokens)));
  }
  const seen = `${tokens.length} tokens × ${ADDRESSES.length} routes`;
  return judged('crafted access tokens', tokens.length * ADDRESSES.length, seen, faults);
}

async function judge(
  scene: Scene,
  address: string,
  tokens: readonly ForgedToken[],
): Promise<string[]> {
  const plain = await ask(scene, address, 'no token at all');
  if (plain.status !== 401) return [`${address}: a wrong token answers ${plain.status}`];
  const faults: string[] = [];
  for (const { name, token } of tokens) {
    const answer = await ask(scene, address, token);
    const fault = difference(fingerprint(answer), fingerprint(plain));
    if (fault !== null) faults.push(`${address}, ${name}: ${fault}`);
  }
  return faults;
}

function ask(scene: Scene, path: string, token: string): Promise<WireAnswer> {
  const headers = { ...network(), authorization: `Bearer ${token}` };
  return scene.send({ method: 'GET', path, headers, body: null });
}

async function mfaTokenOf(scene: Scene, person: Person): Promise<string> {
  await withTotp(scene, person);
  const body = { login: person.email, password: PASSWORD };
  return String(
    (await scene.step({ headers: network() }, 'POST', '/auth/login', body))['mfaToken'],
  );
}

function claimsOf(person: Person): GoodClaims {
  const iat = Math.floor(Date.now() / 1000);
  return {
    typ: 'access',
    sub: person.id,
    sid: person.sessionId,
    ver: 5,
    iat,
    exp: iat + LIFE_SECONDS,
    iss: TOKEN_ISSUER,
    aud: TOKEN_AUDIENCE,
  };
}
