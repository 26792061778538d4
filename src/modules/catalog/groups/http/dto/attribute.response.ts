import type { AttributeView } from '../../data/attributes.repository.js';

/** An attribute in a list of staff. */
export class AttributeLineResponse {
  /** @example 1 */
  id: number;

  /** @example "colour" */
  code: string;

  /** @example "Colour" */
  name: string;

  position: number;

  valueCount: number;
}

export class AttributeValueResponse {
  /** @example 3 */
  id: number;

  /** @example "navy" */
  code: string;

  /** @example "Navy" */
  value: string;

  position: number;

  /** Variants that have it and are not deleted. */
  variantCount: number;
}

export class AttributeResponse extends AttributeLineResponse {
  values: AttributeValueResponse[];
}

export function toAttributeLine(view: AttributeView): AttributeLineResponse {
  const { id, code, name, position, valueCount } = view;
  return { id, code, name, position, valueCount };
}

export function toAttribute(view: AttributeView): AttributeResponse {
  const values = (view.values ?? []).map(({ id, code, value, position, variantCount }) => ({
    id,
    code,
    value,
    position,
    variantCount,
  }));
  return { ...toAttributeLine(view), values };
}
