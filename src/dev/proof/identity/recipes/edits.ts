import type { Scene } from '../people/scene.js';
import { customerOf, paidOrder } from './desk.js';
import type { Caller, Recipe } from './recipe.js';

/** A paid order, and the change of its line to three pieces. */
async function changedOrder(scene: Scene, who: Caller) {
  const { orderId, orderItemId } = await paidOrder(scene, await customerOf(scene, who));
  return { orderId, changes: { lines: [{ orderItemId, quantity: 3 }] } };
}

/** What the routes of order edits need beside their examples. */
export const EDIT_RECIPES: Readonly<Record<string, Recipe>> = {
  previewOrderEdit: async (scene, who) => {
    const { orderId, changes } = await changedOrder(scene, who);
    return { params: { orderId }, body: { changes } };
  },
  editOrder: async (scene, who) => {
    const { orderId, changes } = await changedOrder(scene, who);
    const admin = await scene.person('admin');
    const shown = await scene.step(admin, 'POST', `/admin/orders/${orderId}/edits/preview`, {
      changes,
    });
    const previewHash = String(shown['previewHash']);
    return { params: { orderId }, body: { changes, previewHash, reason: 'They have called' } };
  },
};
