import { blockingProblemsOf } from '../../cart/cart.service.js';
import type { CheckoutSnapshot } from '../../cart/cart.types.js';
import { isChanged } from './edit-target.js';
import type { EditableOrder, EditProblem, EditTarget } from './edits.types.js';

const IMPOSSIBLE: ReadonlySet<string> = new Set([
  'unavailable',
  'no_price_in_currency',
  'not_found',
]);

/** What nobody can price: such a variant is left out of the preview, and no edit with it is carried out. */
export function isImpossible({ code }: EditProblem): boolean {
  return IMPOSSIBLE.has(code);
}

/**
 * What keeps lines from being had: of those that come or get more pieces, whether the variant is sold and has a price,
 * and whether there are enough beside those that the order holds.
 */
export function editProblems(
  order: EditableOrder,
  target: EditTarget,
  snapshot: CheckoutSnapshot,
): EditProblem[] {
  const found = new Map(snapshot.lines.map((line) => [line.variantId, line]));
  return target.lines.flatMap((line): EditProblem[] => {
    const { variantId, old, quantity } = line;
    const more = quantity - (old?.quantity ?? 0);
    if (!isChanged(line) || more <= 0) return [];
    const variant = found.get(variantId);
    if (variant === undefined) return [{ variantId, code: 'not_found' }];
    const problems = blockingProblemsOf({ ...variant, quantity: more, shownPrice: null });
    return (
      problems
        // A line that is there stays priced, whatever became of its variant.
        .map((problem) => (old !== null && IMPOSSIBLE.has(problem.code) ? 'not_for_sale' : problem))
        .map((problem) => {
          if (problem === 'not_for_sale') return { variantId, code: problem };
          return 'available' in problem
            ? { variantId, code: problem.code, available: problem.available }
            : { variantId, code: problem.code };
        })
    );
  });
}
