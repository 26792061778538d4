import type { Variables } from '../config/given-env.js';
import { mayCreateRoles, setUpRoles, type RoleUrls } from '../database/roles.js';

/**
 * The URLs of the three roles: as given; or, where only `DATABASE_URL` is given and its account may create roles, the
 * roles are set up; or else that one account for everything.
 */
export async function roleUrlsOf(given: Variables): Promise<RoleUrls> {
  const appUrl = given['DATABASE_URL'] ?? '';
  const ownerUrl = given['DATABASE_OWNER_URL'];
  const readerUrl = given['DATABASE_READER_URL'] ?? appUrl;
  if (ownerUrl !== undefined) return { ownerUrl, appUrl, readerUrl };
  if (await mayCreateRoles(appUrl)) return setUpRoles(appUrl);
  return { ownerUrl: appUrl, appUrl, readerUrl };
}
