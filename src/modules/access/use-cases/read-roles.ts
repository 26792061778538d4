import { Injectable } from '@nestjs/common';
import { InvalidCursor } from '../../../common/errors/common-errors.js';
import { decodeCursor, encodeCursor } from '../../../common/http/cursor.js';
import { type Page, toPage } from '../../../common/http/page.response.js';
import { RoleNotFound } from '../access.errors.js';
import type { Role } from '../access.types.js';
import { RightsRepository } from '../data/rights.repository.js';
import { RolesRepository } from '../data/roles.repository.js';
import { type ModuleRights, tableOf } from '../domain/rights.js';
import { toRole } from '../role-view.js';

/** Roles as staff sees them. */
@Injectable()
export class ReadRoles {
  constructor(
    private readonly roles: RolesRepository,
    private readonly rights: RightsRepository,
  ) {}

  /** By their codes. */
  async list(limit: number, cursor: string | null): Promise<Page<Role>> {
    const rows = await this.roles.list(limit, cursor === null ? null : codeIn(cursor));
    return toPage(rows, limit, toRole, (last) => encodeCursor([last.code]));
  }

  /** @throws RoleNotFound */
  async get(id: string): Promise<Role> {
    const row = await this.roles.find(null, id);
    if (!row) throw new RoleNotFound();
    return toRole(row);
  }

  /**
   * The role, and what it may do with all that it inherits.
   *
   * @throws RoleNotFound
   */
  async getWithRights(id: string): Promise<{ role: Role; effective: ModuleRights[] }> {
    const [role, graph] = await Promise.all([this.get(id), this.rights.loadGraph(null)]);
    return { role, effective: tableOf(graph.effective(id)) };
  }
}

function codeIn(cursor: string): string {
  const [code] = decodeCursor(cursor, 1);
  if (typeof code !== 'string') throw new InvalidCursor();
  return code;
}
