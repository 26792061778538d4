/** How a product of a shelf varies. */
export interface OptionScheme {
  /** Attribute name, for example `Size`. */
  readonly name: string;
  readonly values: readonly string[];
  /** Hundredths by which the price of each value differs from the first: 180 is 1.8 times. */
  readonly pricing?: readonly number[];
}

/** Sentences with `{slots}`; `noun`, `material` and `style` are those of the product. */
export interface Phrases {
  /** For the card, without a full stop at the end of a list. */
  readonly short: readonly string[];
  readonly opening: readonly string[];
  readonly middle: readonly string[];
  readonly closing: readonly string[];
}

/** A leaf category with all it takes to make up products that belong there. */
export interface Shelf {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  /** Name of the drawing. */
  readonly glyph: string;
  readonly brands: readonly string[];
  readonly taxClass?: string;
  readonly styles: readonly string[];
  readonly materials: readonly string[];
  /** What it is, with the cents between which its price lies. */
  readonly nouns: readonly (readonly [name: string, from: number, to: number])[];
  /** Kilograms. */
  readonly weight: string;
  readonly options: readonly OptionScheme[];
  readonly phrases: Phrases;
  readonly words: Readonly<Record<string, readonly string[]>>;
}

/** A top category and what is below it. */
export interface Department {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly shelves: readonly Shelf[];
  /** A category between the department and some of its shelves. */
  readonly group?: {
    readonly slug: string;
    readonly name: string;
    readonly description: string;
    readonly shelves: readonly string[];
  };
}
