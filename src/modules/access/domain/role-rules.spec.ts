import { describe, expect, it } from 'vitest';
import { ALL_RIGHTS, type Rights } from './rights.js';
import { RoleGraph, type RoleNode } from './role-graph.js';
import { type Actor, judgeRoleChange, judgeUserChange } from './role-rules.js';

const set = (...names: string[]): Rights => new Set(names);

function role(id: string, rights: Rights, more: Partial<RoleNode> = {}): RoleNode {
  return { id, code: id, parentId: null, isActive: true, requiresMfa: false, rights, ...more };
}

const OWN = role('own', set('roles:w', 'users:w', 'orders:r'));
const actor: Actor = { userId: 'me', roleId: 'own', rights: OWN.rights };

/** The judgement of a change from these roles to those; the actor's own role is always there. */
function judge(target: string, before: RoleNode[], after: RoleNode[], by: Actor = actor) {
  return judgeRoleChange(
    by,
    target,
    new RoleGraph([OWN, ...before]),
    new RoleGraph([OWN, ...after]),
  );
}

describe('A role', () => {
  it('inherits up to the first ancestor that is switched off', () => {
    const graph = new RoleGraph([
      role('a', set('orders:r')),
      role('b', set('orders:w'), { parentId: 'a', isActive: false }),
      role('c', set('orders:x'), { parentId: 'b' }),
    ]);
    expect([...graph.effective('c')]).toEqual(['orders:x']);
    expect([...graph.effective('b')]).toEqual([]);
    expect([...graph.potential('c')].sort()).toEqual(['orders:r', 'orders:w', 'orders:x']);
  });

  it('asks for a second factor when one it inherits from does', () => {
    const graph = new RoleGraph([
      role('a', set(), { requiresMfa: true }),
      role('b', set(), { parentId: 'a' }),
      role('c', set()),
    ]);
    expect([graph.requiresMfa('b'), graph.requiresMfa('c')]).toEqual([true, false]);
  });

  it('in a circle comes to an end', () => {
    const graph = new RoleGraph([
      role('a', set('orders:r'), { parentId: 'b' }),
      role('b', set('orders:w'), { parentId: 'a' }),
    ]);
    expect([...graph.effective('a')].sort()).toEqual(['orders:r', 'orders:w']);
  });

  it('with everything there is makes an administrator; a forgotten module makes nothing', () => {
    const graph = new RoleGraph([
      role('all', ALL_RIGHTS),
      role('heir', set(), { parentId: 'all' }),
      role('off', ALL_RIGHTS, { isActive: false }),
      role('nearly', new Set([...ALL_RIGHTS].slice(1))),
      role('old', set('fax:x')),
    ]);
    expect(graph.administrators()).toEqual(['all', 'heir']);
    expect([...graph.potential('old')]).toEqual([]);
  });
});

describe('Whoever changes a role', () => {
  const plain = role('r', set('orders:r'));

  it('gives what he holds, not what he does not', () => {
    expect(judge('r', [role('r', set())], [plain])).toBeNull();
    expect(judge('r', [plain], [role('r', set('orders:r', 'refunds:x'))])).toEqual({
      kind: 'exceeds',
      missing: ['refunds:x'],
    });
  });

  it('makes no role above himself, also when it is switched off', () => {
    expect(judge('r', [], [plain])).toBeNull();
    expect(judge('r', [], [role('r', set('refunds:x'))])).not.toBeNull();
    expect(judge('r', [], [role('r', set('refunds:x'), { isActive: false })])).not.toBeNull();
  });

  it('moves none below a parent that may do more', () => {
    const above = role('above', set('refunds:x'));
    const moved = { ...plain, parentId: 'above' };
    expect(judge('r', [above, plain], [above, moved])).toMatchObject({ kind: 'exceeds' });
    const asleep = { ...above, isActive: false };
    expect(judge('r', [asleep, plain], [asleep, moved])).toMatchObject({ kind: 'exceeds' });
  });

  it('wakes none that may do more', () => {
    const asleep = role('r', set('refunds:x'), { isActive: false });
    expect(judge('r', [asleep], [{ ...asleep, isActive: true }])).toMatchObject({
      kind: 'exceeds',
    });
    const above = role('above', set('refunds:x'));
    const heir = role('r', set(), { parentId: 'above', isActive: false });
    const awake = { ...heir, isActive: true };
    expect(judge('r', [above, heir], [above, awake])).toMatchObject({ kind: 'exceeds' });
  });

  it('looks after the heirs: neither gives them nor takes from those above himself', () => {
    const heir = role('heir', set('refunds:x'), { parentId: 'r' });
    expect(judge('r', [plain, heir], [role('r', set()), heir])).toMatchObject({ kind: 'exceeds' });
    expect(judge('r', [plain, heir], [{ ...plain, isActive: false }, heir])).not.toBeNull();
    const small = role('heir', set(), { parentId: 'r' });
    expect(judge('r', [plain, small], [role('r', set()), small])).toBeNull();
  });

  it('does not touch one that may do more, not even its name or its second factor', () => {
    const above = role('r', set('refunds:x'), { requiresMfa: true });
    expect(judge('r', [above], [above])).toMatchObject({ kind: 'exceeds' });
    expect(judge('r', [above], [{ ...above, requiresMfa: false }])).toMatchObject({
      kind: 'exceeds',
    });
    expect(judge('r', [above], [])).toMatchObject({ kind: 'exceeds' });
    const heir = role('heir', set('refunds:x'), { parentId: 'r' });
    const strict = { ...plain, requiresMfa: true };
    expect(judge('r', [strict, heir], [plain, heir])).toMatchObject({ kind: 'exceeds' });
  });

  it('leaves alone his own and those it inherits from', () => {
    const all: Actor = { userId: 'me', roleId: 'mine', rights: ALL_RIGHTS };
    const base = role('base', set('orders:r'));
    const mine = role('mine', ALL_RIGHTS, { parentId: 'base' });
    const own = { kind: 'own_role' };
    expect(judge('mine', [base, mine], [base, mine], all)).toEqual(own);
    expect(judge('base', [base, mine], [role('base', set()), mine], all)).toEqual(own);
    const heir = role('heir', set(), { parentId: 'mine' });
    expect(judge('heir', [base, mine, heir], [base, mine], all)).toBeNull();
  });
});

describe('Whoever does something to a person', () => {
  const graph = new RoleGraph([
    OWN,
    role('customer', set()),
    role('clerk', set('orders:r')),
    role('boss', set('refunds:x')),
    role('resting', set('refunds:x'), { isActive: false }),
  ]);

  it('does it to those who may do no more than he', () => {
    expect(judgeUserChange(actor, 'him', ['customer'], graph)).toBeNull();
    expect(judgeUserChange(actor, 'him', ['own'], graph)).toBeNull();
    expect(judgeUserChange(actor, 'him', ['boss'], graph)).toEqual({
      kind: 'exceeds',
      missing: ['refunds:x'],
    });
  });

  it('gives no role that may do more, awake or not', () => {
    expect(judgeUserChange(actor, 'him', ['customer', 'clerk'], graph)).toBeNull();
    expect(judgeUserChange(actor, 'him', ['customer', 'boss'], graph)).toMatchObject({
      kind: 'exceeds',
    });
    expect(judgeUserChange(actor, 'him', ['customer', 'resting'], graph)).toMatchObject({
      kind: 'exceeds',
    });
  });

  it('never does it to himself', () => {
    expect(judgeUserChange(actor, 'me', ['own'], graph)).toEqual({ kind: 'own_account' });
  });
});
