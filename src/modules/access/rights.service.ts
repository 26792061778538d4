import { Injectable } from '@nestjs/common';
import { Unauthenticated } from '../../common/errors/common-errors.js';
import type { DomainError } from '../../common/errors/domain-error.js';
import type { RequestContext } from '../../common/request-context.js';
import type { Tx } from '../../database/unit-of-work.js';
import {
  ExceedsOwnRights,
  LastAdministrator,
  lacksPermission,
  OwnAccount,
  OwnRole,
  UnknownRole,
} from './access.errors.js';
import { RightsRepository, type TargetRow } from './data/rights.repository.js';
import { commonOf, type Rights } from './domain/rights.js';
import type { RoleGraph } from './domain/role-graph.js';
import { type Actor, judgeRoleChange, judgeUserChange, type Refusal } from './domain/role-rules.js';

/** What staff is about to do to a person. */
export interface UserChange {
  readonly userId: string;
  /** What it takes, `users:w`. */
  readonly permission: string;
  /** The role that he is to get, if that is what happens. */
  readonly newRoleId?: string;
  /** Makes the error for an id that is nobody's. */
  readonly notFound: () => DomainError;
}

/** The person, his row locked, before the change. */
export interface Target {
  readonly id: string;
  readonly roleId: string;
  readonly locked: boolean;
  /** Whether he may do anything to others' rows, now or once his roles are switched on. */
  readonly isStaff: boolean;
}

/**
 * The rules about rights. Every change of who may do what goes through here, inside of its
 * transaction: one lock, the actor read again, the rules, the change, and a look at what is left.
 */
@Injectable()
export class RightsService {
  constructor(private readonly rights: RightsRepository) {}

  /**
   * Runs a change of one role, made or deleted ones included, and judges it by the roles before and
   * after.
   *
   * @throws Forbidden when the caller may not (any more) change roles
   * @throws OwnRole, ExceedsOwnRights, LastAdministrator
   */
  async guardRoleChange<T>(
    tx: Tx,
    ctx: RequestContext,
    roleId: string,
    change: () => Promise<T>,
  ): Promise<T> {
    await this.rights.lock(tx);
    const before = await this.rights.loadGraph(tx);
    const actor = await this.actorOf(tx, ctx, before, 'roles:w');
    const hadAdministrator = await this.hasAdministrator(tx, before);
    const result = await change();
    const after = await this.rights.loadGraph(tx);
    throwRefusal(judgeRoleChange(actor, roleId, before, after));
    if (hadAdministrator) await this.assertAdministrator(tx, after);
    return result;
  }

  /**
   * Runs what a member of staff does to a person.
   *
   * @throws Forbidden when the caller may not (any more) do this
   * @throws OwnAccount, ExceedsOwnRights, UnknownRole, LastAdministrator, and `notFound`
   */
  async guardUserChange<T>(
    tx: Tx,
    ctx: RequestContext,
    { userId, permission, newRoleId, notFound }: UserChange,
    change: (target: Target) => Promise<T>,
  ): Promise<T> {
    await this.rights.lock(tx);
    const graph = await this.rights.loadGraph(tx);
    const actor = await this.actorOf(tx, ctx, graph, permission);
    const target = await this.rights.lockTarget(tx, userId);
    if (!target) throw notFound();
    if (newRoleId !== undefined && !graph.find(newRoleId)) throw new UnknownRole();
    const roles = [target.role_id, ...(newRoleId === undefined ? [] : [newRoleId])];
    throwRefusal(judgeUserChange(actor, userId, roles, graph));
    return this.keepingAdministrator(tx, graph, () => change(toTarget(target, graph)));
  }

  /**
   * Runs the deletion of an account by its owner or by the program. The transaction must have all
   * rows in sight (`withAllRows`): it counts administrators.
   *
   * @throws LastAdministrator
   */
  async guardLeaving<T>(tx: Tx, change: () => Promise<T>): Promise<T> {
    await this.rights.lock(tx);
    return this.keepingAdministrator(tx, await this.rights.loadGraph(tx), change);
  }

  /**
   * Whether a person may still do something, for work that goes on after his request.
   *
   * @param apiKeyId the key by which he asked: it must be good still, and have the scope; null: none
   */
  async holds(
    tx: Tx,
    userId: string,
    permission: string,
    apiKeyId: string | null = null,
  ): Promise<boolean> {
    const row = await this.rights.findActor(tx, userId, apiKeyId);
    if (row === null || row.scopes?.includes(permission) === false) return false;
    return (await this.rights.loadGraph(tx)).effective(row.role_id).has(permission);
  }

  private async keepingAdministrator<T>(
    tx: Tx,
    graph: RoleGraph,
    change: () => Promise<T>,
  ): Promise<T> {
    const hadAdministrator = await this.hasAdministrator(tx, graph);
    const result = await change();
    if (hadAdministrator) await this.assertAdministrator(tx, graph);
    return result;
  }

  /** The guard let him in; what he holds may have changed since, while he waited for the lock. */
  private async actorOf(
    tx: Tx,
    ctx: RequestContext,
    graph: RoleGraph,
    permission: string,
  ): Promise<Actor> {
    const { actorId, apiKeyId, onBehalfOf } = ctx;
    if (actorId === null || onBehalfOf !== undefined) throw lacksPermission(permission);
    const row = await this.rights.findActor(tx, actorId, apiKeyId ?? null);
    if (!row) throw new Unauthenticated();
    const held = graph.effective(row.role_id);
    const rights: Rights = row.scopes ? commonOf(held, new Set(row.scopes)) : held;
    if (!rights.has(permission)) throw lacksPermission(permission);
    return { userId: actorId, roleId: row.role_id, rights };
  }

  private hasAdministrator(tx: Tx, graph: RoleGraph): Promise<boolean> {
    return this.rights.hasOneOf(tx, graph.administrators());
  }

  private async assertAdministrator(tx: Tx, graph: RoleGraph): Promise<void> {
    if (!(await this.hasAdministrator(tx, graph))) throw new LastAdministrator();
  }
}

function toTarget({ id, role_id: roleId, locked }: TargetRow, graph: RoleGraph): Target {
  return { id, roleId, locked, isStaff: graph.potential(roleId).size > 0 };
}

function throwRefusal(refusal: Refusal | null): void {
  if (refusal === null) return;
  switch (refusal.kind) {
    case 'own_role':
      throw new OwnRole();
    case 'own_account':
      throw new OwnAccount();
    case 'exceeds':
      throw new ExceedsOwnRights(undefined, { missing: refusal.missing });
  }
}
