import { network, type Scene } from '../../identity/people/scene.js';
import { newKey } from '../../identity/recipes/staff.js';

/** Callers who should not be there, with what they show. */
export type Stranger = readonly [who: string, headers: Readonly<Record<string, string>>];

const known = new WeakMap<Scene, Promise<readonly Stranger[]>>();

/** The same few people for all routes. */
export function strangers(scene: Scene): Promise<readonly Stranger[]> {
  const found = known.get(scene) ?? invite(scene);
  known.set(scene, found);
  return found;
}

async function invite(scene: Scene): Promise<readonly Stranger[]> {
  const [customer, moderator, admin] = [
    await scene.person(),
    await scene.person('moderator'),
    await scene.person('admin'),
  ];
  const { token } = await newKey(scene, admin, ['catalog:r']);
  return [
    ['nobody', network()],
    ['another customer', customer.headers],
    ['a moderator', moderator.headers],
    ['a machine', { ...network(), authorization: `Bearer ${token}` }],
  ];
}
