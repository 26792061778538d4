import type { Provider } from '@nestjs/common';
import { IdentitiesRepository } from './data/identities.repository.js';
import { OidcLoginsRepository } from './data/oidc-logins.repository.js';
import { OidcLogin } from './domain/oidc-login.entity.js';
import { UserIdentity } from './domain/user-identity.entity.js';
import { OidcSecrets } from './oidc-secrets.js';
import { OidcProvider } from './provider.js';
import { AnswerOidc } from './use-cases/answer-oidc.js';
import { ConfirmLink } from './use-cases/confirm-link.js';
import { ExchangeOidc } from './use-cases/exchange-oidc.js';
import { FindOidcAccount } from './use-cases/find-oidc-account.js';
import { StartOidc } from './use-cases/start-oidc.js';
import { UnlinkIdentity } from './use-cases/unlink-identity.js';

/** What the login at a provider adds to the module of accounts and sessions. */
export const oidcProviders: Provider[] = [
  OidcLoginsRepository,
  IdentitiesRepository,
  OidcSecrets,
  OidcProvider,
  StartOidc,
  AnswerOidc,
  FindOidcAccount,
  ExchangeOidc,
  ConfirmLink,
  UnlinkIdentity,
];

/** Its tables. */
export const oidcEntities = [UserIdentity, OidcLogin];
