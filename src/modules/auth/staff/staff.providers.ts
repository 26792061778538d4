import { ActingRepository } from './data/acting.repository.js';
import { ActForUser } from './use-cases/act-for-user.js';
import { EndActing } from './use-cases/end-acting.js';
import { EndUserSessions } from './use-cases/end-user-sessions.js';
import { ForceReset } from './use-cases/force-reset.js';
import { ListUserSessions } from './use-cases/list-user-sessions.js';
import { LockAccount } from './use-cases/lock-account.js';

/** What staff does with accounts: part of the module of logins and sessions. */
export const staffProviders = [
  ActingRepository,
  ActForUser,
  EndActing,
  EndUserSessions,
  ForceReset,
  ListUserSessions,
  LockAccount,
];
