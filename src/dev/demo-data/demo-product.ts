/** A product of the demo shop, ready to be inserted. Money is in cents. */
export interface DemoProduct {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly sku: string;
  readonly shortDescription: string;
  readonly description: string;
  readonly shelf: string;
  readonly brand: string;
  readonly collection: string | null;
  readonly basePrice: number;
  readonly status: 'active' | 'out_of_stock';
  readonly featured: boolean;
  readonly weight: string;
  readonly createdAt: string;
  readonly variants: readonly DemoVariant[];
  readonly pictures: readonly DemoPicture[];
}

export interface DemoVariant {
  readonly id: string;
  readonly name: string;
  readonly sku: string;
  readonly price: number;
  readonly compareAt: number | null;
  readonly stock: number;
  readonly barcode: string;
  /** Attribute name and value. */
  readonly attributes: readonly (readonly [string, string])[];
}

export interface DemoPicture {
  readonly glyph: string;
  /** Name of a colour of `pictures.ts`. */
  readonly colour: string;
  readonly alt: string;
  /** Which variants it shows: those with this value; null: all. */
  readonly shows: string | null;
}
