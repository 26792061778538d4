import { ALL_RIGHTS, commonOf, covers, type Rights, unionOf } from './rights.js';

/** A role with the rights of its own. */
export interface RoleNode {
  readonly id: string;
  readonly code: string;
  readonly parentId: string | null;
  readonly isActive: boolean;
  readonly requiresMfa: boolean;
  readonly rights: Rights;
}

/** All roles at one moment, and what follows from their parents. */
export class RoleGraph {
  private readonly nodes: ReadonlyMap<string, RoleNode>;

  constructor(nodes: readonly RoleNode[]) {
    this.nodes = new Map(nodes.map((node) => [node.id, node]));
  }

  find(id: string): RoleNode | null {
    return this.nodes.get(id) ?? null;
  }

  get ids(): readonly string[] {
    return [...this.nodes.keys()];
  }

  /** What the role may do now: its own rights and its ancestors', up to the first inactive one. */
  effective(id: string): Rights {
    return rightsAlong(this.activeLineOf(id));
  }

  /** What it may do once it and all of its ancestors are switched on. */
  potential(id: string): Rights {
    return rightsAlong(this.lineOf(id));
  }

  /** Whether its rights count only in sessions with a second factor: it, or one it inherits from, says so. */
  requiresMfa(id: string): boolean {
    return this.activeLineOf(id).some(({ requiresMfa }) => requiresMfa);
  }

  /** Whether the first is the second or one that it inherits from. */
  isInLine(ancestorId: string, id: string): boolean {
    return this.lineOf(id).some((node) => node.id === ancestorId);
  }

  /** Roles that may do everything. */
  administrators(): string[] {
    return this.ids.filter((id) => covers(this.effective(id), ALL_RIGHTS));
  }

  private activeLineOf(id: string): RoleNode[] {
    const line = this.lineOf(id);
    const end = line.findIndex(({ isActive }) => !isActive);
    return end === -1 ? line : line.slice(0, end);
  }

  /** The role, its parent, and so on; a circle, which the database refuses, is walked once. */
  private lineOf(id: string): RoleNode[] {
    const line: RoleNode[] = [];
    let node = this.nodes.get(id);
    while (node && !line.includes(node)) {
      line.push(node);
      node = node.parentId === null ? undefined : this.nodes.get(node.parentId);
    }
    return line;
  }
}

// A permission of a module that the program no longer has opens nothing and belongs to nobody.
function rightsAlong(line: readonly RoleNode[]): Rights {
  return commonOf(unionOf(...line.map(({ rights }) => rights)), ALL_RIGHTS);
}
