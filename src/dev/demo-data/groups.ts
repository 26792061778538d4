/** A brand or a collection of the demo shop. */
export interface DemoGroup {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
}

export const BRANDS: readonly DemoGroup[] = [
  {
    slug: 'hestia-vale',
    name: 'Hestia & Vale',
    description: 'Linen, clay and quiet colours from a former dairy in Dorset.',
  },
  {
    slug: 'saigon-roasters',
    name: 'Sài Gòn Roasters',
    description: 'Vietnamese coffee by people who grew up with condensed milk.',
  },
  {
    slug: 'northlight',
    name: 'Northlight',
    description: 'Weatherproof things, tested north of the Arctic Circle.',
  },
  {
    slug: 'loom-and-harrow',
    name: 'Loom & Harrow',
    description: 'A weaving mill that also owns the sheep.',
  },
  {
    slug: 'quiet-tailor',
    name: 'The Quiet Tailor',
    description: 'Pattern cutters since 1978, without a logo since 1979.',
  },
  {
    slug: 'fell-and-fleece',
    name: 'Fell & Fleece',
    description: 'Wool from hill farms, knitted within forty miles.',
  },
  {
    slug: 'parcel-and-oak',
    name: 'Parcel & Oak',
    description: 'Canvas, oak and paper, with repairs included.',
  },
  {
    slug: 'kettle-and-kin',
    name: 'Kettle & Kin',
    description: 'A family workshop for everything that boils.',
  },
  {
    slug: 'form-follows',
    name: 'Form Follows',
    description: 'Industrial designers who got tired of prototypes.',
  },
  {
    slug: 'old-foundry',
    name: 'Old Foundry',
    description: 'Iron and stoneware poured, pressed and fired on one street.',
  },
  {
    slug: 'kiln-street',
    name: 'Kiln Street',
    description: 'Eleven potters and one very large gas bill.',
  },
  {
    slug: 'copper-lane',
    name: 'Copper Lane Provisions',
    description: 'Buys directly, roasts slowly, answers letters.',
  },
  {
    slug: 'hill-station',
    name: 'Hill Station',
    description: 'Tea merchants with more tasting spoons than employees.',
  },
  {
    slug: 'cocoa-republic',
    name: 'Cocoa Republic',
    description: 'Bean to bar, and the bar back to the village.',
  },
  {
    slug: 'lumen-works',
    name: 'Lumen Works',
    description: 'Lamps that can be taken apart with one screwdriver.',
  },
  { slug: 'slow-linen', name: 'Slow Linen', description: 'Flax, water and time, in that order.' },
  {
    slug: 'margin-press',
    name: 'Margin Press',
    description: 'Bookbinders who leave room for second thoughts.',
  },
  {
    slug: 'undertone',
    name: 'Undertone',
    description: 'Sound equipment for people who like silence.',
  },
  {
    slug: 'wayfarer-goods',
    name: 'Wayfarer Goods',
    description: 'Bags for commuters who would rather be elsewhere.',
  },
  { slug: 'tarn-and-tor', name: 'Tarn & Tor', description: 'Light gear for heavy weather.' },
];

/** With the shelves from which each collection is picked. */
export const COLLECTIONS: readonly (DemoGroup & { readonly shelves: readonly string[] })[] = [
  {
    slug: 'summer-linen',
    name: 'Summer Linen',
    description: 'For the weeks when windows stay open.',
    shelves: ['shirts', 'bed-and-bath', 'trousers'],
  },
  {
    slug: 'slow-mornings',
    name: 'Slow Mornings',
    description: 'Whatever makes nine o’clock feel early enough.',
    shelves: ['coffee', 'coffee-gear', 'tableware', 'tea'],
  },
  {
    slug: 'under-the-stars',
    name: 'Under the Stars',
    description: 'Kit for nights without a ceiling.',
    shelves: ['camping', 'outerwear', 'bags'],
  },
  {
    slug: 'small-gifts',
    name: 'Small Gifts',
    description: 'Presents that fit through a letter box, or nearly.',
    shelves: ['chocolate', 'notebooks', 'tea', 'tableware'],
  },
  {
    slug: 'desk-refresh',
    name: 'Desk Refresh',
    description: 'A new start between keyboard and window.',
    shelves: ['notebooks', 'lighting', 'audio'],
  },
  {
    slug: 'new-season',
    name: 'New Season',
    description: 'Just unpacked, still smelling of cardboard.',
    shelves: ['knitwear', 'outerwear', 'bags', 'cookware'],
  },
];
