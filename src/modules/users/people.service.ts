import { Injectable } from '@nestjs/common';
import { etagOf } from '../../common/http/if-match.js';
import { type Page, toPage } from '../../common/http/page.response.js';
import type { RequestContext } from '../../common/request-context.js';
import type { Tx } from '../../database/unit-of-work.js';
import {
  PEOPLE_SORTS,
  PeopleRepository,
  type PersonLineRow,
  type PersonRow,
} from './data/people.repository.js';
import type { PeopleFilter, PeopleSort, Person, PersonLine } from './people.types.js';
import { UserNotFound } from './users.errors.js';

/** Accounts as staff sees them. The context must have everybody's rows in sight. */
@Injectable()
export class PeopleService {
  constructor(private readonly people: PeopleRepository) {}

  async list(
    ctx: RequestContext,
    filter: PeopleFilter,
    sort: PeopleSort,
    limit: number,
    cursor: string | null,
  ): Promise<Page<PersonLine>> {
    const after = PEOPLE_SORTS.read(sort, cursor);
    const rows = await this.people.list(ctx, filter, sort, limit, after);
    return toPage(rows, limit, toPersonLine, (last) => PEOPLE_SORTS.write(sort, last));
  }

  /** @throws UserNotFound also for a deleted account */
  async get(ctx: RequestContext, userId: string): Promise<Person> {
    const row = await this.people.find(ctx, userId);
    if (!row) throw new UserNotFound();
    return toPerson(row);
  }

  /** @throws UserNotFound also for a deleted account */
  async assertExists(ctx: RequestContext, userId: string): Promise<void> {
    if (!(await this.people.exists(ctx, userId))) throw new UserNotFound();
  }

  /** Shuts an account, or opens it again. The caller has asked the rules about rights. */
  async setLocked(tx: Tx, userId: string, locked: boolean): Promise<void> {
    await this.people.setLocked(tx, userId, locked);
  }
}

/** The ETag of what staff decides about a person. */
export function etagOfPerson(person: {
  readonly id: string;
  readonly roleId: string;
  readonly locked: boolean;
}): string {
  return etagOf([person.id, person.roleId, person.locked]);
}

function toPersonLine(row: PersonLineRow): PersonLine {
  return {
    id: row.id,
    username: row.username,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    verifiedEmail: row.verified_email,
    role: row.role_code,
    locked: row.locked,
    createdAt: row.created_at,
  };
}

function toPerson(row: PersonRow): Person {
  return {
    ...toPersonLine(row),
    phoneNumber: row.phone_number,
    verifiedPhone: row.verified_phone,
    avatarUrl: row.avatar_url,
    roleId: row.role_id,
    roleName: row.role_name,
    hasSecondFactor: row.has_second_factor,
    passwordChangedAt: row.password_changed_at,
    lastLoginAt: row.last_login_at,
    sessions: row.sessions,
    apiKeys: row.api_keys,
    updatedAt: row.updated_at,
  };
}
