import { randomBytes } from 'node:crypto';
import { difference } from '../people/http.js';
import { PASSWORD, type Person } from '../people/scene.js';
import { draftOf, wireOf } from '../recipes/build.js';
import type { Refreshed, RefreshRig } from './refresh-rig.js';

const TABS = 50;

/** Null when it went as it must, else what was seen. */
type Fault = string | null;

interface Scenario {
  readonly name: string;
  readonly run: (rig: RefreshRig, victim: Person) => Promise<Fault>;
}

/** Everything that belongs to the session is good for nothing, at both processes. */
async function allDead(
  rig: RefreshRig,
  tokens: readonly string[],
  access: readonly string[],
): Promise<Fault> {
  for (const [index, token] of tokens.entries()) {
    const answer = await rig.refresh(index % 2 === 0 ? 0 : 1, token);
    const fault = await refused(rig, answer, `token ${index}`);
    if (fault !== null) return fault;
  }
  for (const [index, token] of access.entries()) {
    const statuses = await rig.statusesOf(token);
    if (statuses.some((status) => status !== 401)) return `access ${index}: ${statuses.join(', ')}`;
  }
  return null;
}

/** Refused in the words of a token that never was. */
async function refused(rig: RefreshRig, answer: Refreshed, name: string): Promise<Fault> {
  const never = await rig.refresh(0, randomBytes(32).toString('base64url'));
  if (never.status !== 401) return `a token that never was answers ${never.status}`;
  const fault = difference(answer.bytes, never.bytes);
  return fault === null ? null : `${name} is not refused like one that never was: ${fault}`;
}

/** After something ended the session from outside: nothing of it lives on, wherever it is shown. */
function ends(name: string, end: (rig: RefreshRig, victim: Person) => Promise<unknown>): Scenario {
  const run = async (rig: RefreshRig, victim: Person): Promise<Fault> => {
    const first = await rig.refresh(0, victim.refreshToken);
    if (first.status !== 200) return `the session does not begin: ${first.status}`;
    await end(rig, { ...victim, headers: bearer(victim, first) });
    return allDead(rig, [first.refreshToken, victim.refreshToken], [first.accessToken]);
  };
  return { name, run };
}

function bearer(victim: Person, { accessToken }: Refreshed): Person['headers'] {
  return { ...victim.headers, authorization: `Bearer ${accessToken}` };
}

/** The scenarios of a stolen refresh token, and two tabs. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'stolen, used before its owner',
    run: async (rig, victim) => {
      const thief = await rig.refresh(0, victim.refreshToken);
      if (thief.status !== 200) return `the thief is refused at once: ${thief.status}`;
      await rig.wait(victim);
      const owner = await rig.refresh(1, victim.refreshToken);
      if (owner.status !== 401) return `the owner's token answers ${owner.status}`;
      return allDead(rig, [thief.refreshToken, victim.refreshToken], [thief.accessToken]);
    },
  },
  {
    name: 'stolen, used after its owner',
    run: async (rig, victim) => {
      const owner = await rig.refresh(0, victim.refreshToken);
      await rig.wait(victim);
      const thief = await rig.refresh(1, victim.refreshToken);
      if (owner.status !== 200 || thief.status !== 401) return `${owner.status}, ${thief.status}`;
      return allDead(rig, [owner.refreshToken], [owner.accessToken]);
    },
  },
  {
    name: 'stolen, used at the same moment at two processes',
    run: async (rig, victim) => {
      const both = await Promise.all([
        rig.refresh(0, victim.refreshToken),
        rig.refresh(1, victim.refreshToken),
      ]);
      const [owner, thief] = both;
      if (owner.refreshToken !== thief.refreshToken) return 'two live tokens of one session';
      // One of them goes on; the other one's next step gives the theft away.
      const next = await rig.refresh(0, owner.refreshToken);
      await rig.wait(victim);
      const late = await rig.refresh(1, thief.refreshToken);
      if (next.status !== 200 || late.status !== 401) return `${next.status}, ${late.status}`;
      return allDead(rig, [next.refreshToken], [next.accessToken, owner.accessToken]);
    },
  },
  {
    name: 'several generations old, within the grace of the newest',
    run: async (rig, victim) => {
      const second = await rig.refresh(0, victim.refreshToken);
      const third = await rig.refresh(1, second.refreshToken);
      const old = await rig.refresh(0, victim.refreshToken);
      if (third.status !== 200 || old.status !== 401) return `${third.status}, ${old.status}`;
      return allDead(rig, [third.refreshToken, second.refreshToken], [third.accessToken]);
    },
  },
  ends('after logout', (rig, victim) => rig.scene.step(victim, 'POST', '/auth/logout')),
  ends('the token before the live one, after logout', async (rig, victim) => {
    await rig.scene.step(victim, 'POST', '/auth/logout');
    return rig.refresh(0, victim.refreshToken);
  }),
  ends('after the account was locked, and unlocked again', async (rig, victim) => {
    const admin = await rig.scene.person('admin');
    await rig.scene.step(admin, 'POST', `/admin/users/${victim.id}/lock`);
    await rig.scene.step(admin, 'POST', `/admin/users/${victim.id}/unlock`);
  }),
  ends('after the password was changed in another session', async (rig, victim) => {
    const { sessionId } = await rig.scene.openSession(victim.id);
    const authorization = `Bearer ${rig.scene.shop.sign(victim.id, sessionId)}`;
    await rig.scene.step({ headers: { ...victim.headers, authorization } }, 'PUT', '/me/password', {
      currentPassword: PASSWORD,
      newPassword: 'violet harbour 43',
      endOtherSessions: true,
    });
  }),
  ends('after the password was reset', async (rig, victim) => {
    const { scene } = rig;
    const route = scene.route('resetPassword');
    const draft = await draftOf(scene, route, victim);
    const answer = await scene.send(wireOf(route, draft));
    if (answer.status !== 204) throw new Error(`No reset: ${answer.text}`);
  }),
  ends('after the account was deleted', (rig, victim) =>
    rig.scene.step(victim, 'DELETE', '/me', { currentPassword: PASSWORD }),
  ),
  ends('of a session that was cleaned away', (rig, victim) =>
    rig.sql('DELETE FROM user_sessions WHERE user_id = $1', victim.id),
  ),
  ends('after the absolute end', (rig, victim) =>
    rig.sql('UPDATE user_sessions SET expired_at = now() WHERE user_id = $1', victim.id),
  ),
  {
    name: 'after a change of role: old rights are gone',
    run: async (rig, victim) => {
      await setRole(rig, victim, 'moderator');
      const before = await rig.refresh(0, victim.refreshToken);
      await setRole(rig, victim, 'user');
      const after = await rig.refresh(1, before.refreshToken);
      const tokens = [before.accessToken, ...(after.status === 200 ? [after.accessToken] : [])];
      for (const token of tokens) {
        const answers = await permissionsOf(rig, token);
        if (answers !== '' && answers !== '[]') return `rights of the old role: ${answers}`;
      }
      return null;
    },
  },
  {
    name: "somebody else's, sent by a person who is logged in",
    run: async (rig, victim) => {
      const thief = await rig.scene.person();
      const { authorization } = thief.headers;
      const headers = { ...thief.headers, authorization: authorization ?? '' };
      const answer = await rig.refresh(0, victim.refreshToken, headers);
      const subject = subjectOf(answer.accessToken);
      if (answer.status === 200 && subject !== victim.id) return `tokens of ${subject}`;
      const own = await rig.refresh(1, thief.refreshToken);
      return own.status === 200 && subjectOf(own.accessToken) === thief.id
        ? null
        : `the sender's own session answers ${own.status}`;
    },
  },
  {
    name: `${TABS} tabs at once log nobody out`,
    run: async (rig, victim) => {
      const answers = await Promise.all(
        Array.from({ length: TABS }, (_, tab) =>
          rig.refresh(tab % 2 === 0 ? 0 : 1, victim.refreshToken),
        ),
      );
      const odd = answers.filter(({ status }) => status !== 200);
      if (odd.length > 0) return `${odd.length} refused: ${odd[0]?.bytes ?? ''}`;
      const successors = new Set(answers.map(({ refreshToken }) => refreshToken));
      if (successors.size !== 1) return `${successors.size} successors`;
      const [rows] = await rig.sql(
        `SELECT count(*) FILTER (WHERE rotated_at IS NULL)::int AS live, bool_or(blocked) AS blocked
           FROM user_sessions WHERE user_id = $1`,
        victim.id,
      );
      if (rows?.['live'] !== 1 || rows['blocked'] !== false) return JSON.stringify(rows);
      const next = await rig.refresh(0, [...successors][0] ?? '');
      const statuses = await rig.statusesOf(answers[0]?.accessToken ?? '');
      return next.status === 200 && statuses.every((status) => status === 200)
        ? null
        : `${next.status}, ${statuses.join(', ')}`;
    },
  },
];

async function setRole(rig: RefreshRig, person: Person, code: string): Promise<void> {
  const [role] = await rig.sql('SELECT id FROM user_roles WHERE code = $1', code);
  const admin = await rig.scene.person('admin');
  await rig.scene.step(admin, 'PUT', `/admin/users/${person.id}/role`, { roleId: role?.['id'] });
}

/** The rights that a token gives, as JSON; empty when it gives nothing at all. */
async function permissionsOf(rig: RefreshRig, accessToken: string): Promise<string> {
  const headers = { authorization: `Bearer ${accessToken}` };
  const request = { method: 'GET', path: '/api/v1/me/permissions', headers, body: null };
  const answer = await rig.scene.send(request);
  if (answer.status === 401) return '';
  return JSON.stringify((JSON.parse(answer.text) as { items?: unknown }).items);
}

function subjectOf(token: string): string {
  try {
    const [, claims = ''] = token.split('.');
    const parsed = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sub?: unknown };
    return typeof parsed.sub === 'string' ? parsed.sub : '';
  } catch {
    return '';
  }
}
