import { defineError } from '../../../common/errors/domain-error.js';

/** `details.reasons`: archived, status, overdue, packed, refunds; `details.allowed` are the states in which it can. */
export class OrderNotEditable extends defineError(
  'orders.not_editable',
  'conflict',
  'The order cannot be edited any more',
) {}

/** `details.lines` says of each line why, and how many pieces it has to keep at least. */
export class EditLinesFixed extends defineError(
  'orders.edit_lines_fixed',
  'conflict',
  'Some of these pieces are packed, sent or were refunded',
) {}

export class EditChangesNothing extends defineError(
  'orders.edit_changes_nothing',
  'unprocessable',
  'Nothing would be different',
) {}

/** An order without lines is none: cancel it. */
export class EditLeavesNothing extends defineError(
  'orders.edit_leaves_nothing',
  'unprocessable',
  'Nothing would be left of the order: cancel it instead',
) {}

/** `details.orderItemId` is the line whose pieces can be changed. */
export class EditVariantPresent extends defineError(
  'orders.edit_variant_present',
  'unprocessable',
  'The order has this variant already: change the pieces of its line',
) {}

/** `details.lines` says of each variant why. */
export class EditNotPossible extends defineError(
  'orders.edit_not_possible',
  'conflict',
  'Not everything can be had as wished',
) {}

/** A price, a discount or something else is not as the preview showed it; `details.previewHash` is what it would be now. */
export class EditChanged extends defineError(
  'orders.edit_changed',
  'conflict',
  'The edit would not come to what the preview has shown: look at it again',
) {}
