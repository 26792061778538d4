import type { OptionScheme, Shelf } from '../shelf.js';
import { KITCHEN_STYLES } from './styles.js';

const DIAMETERS: OptionScheme = {
  name: 'Size',
  values: ['16 cm', '20 cm', '24 cm', '28 cm'],
  pricing: [100, 125, 150, 180],
};

export const cookware: Shelf = {
  slug: 'cookware',
  name: 'Cookware',
  description: 'Pots and pans with handles that stay on.',
  glyph: 'pan',
  brands: ['form-follows', 'kettle-and-kin', 'old-foundry'],
  styles: KITCHEN_STYLES,
  materials: ['Cast Iron', 'Carbon Steel', 'Copper', 'Enamelled', 'Tri-Ply', 'Stoneware'],
  nouns: [
    ['Frying Pan', 3900, 7900],
    ['Saucepan', 3500, 7500],
    ['Casserole', 6900, 14900],
    ['Wok', 3900, 6900],
    ['Griddle', 3400, 6400],
    ['Roasting Dish', 2900, 5900],
  ],
  weight: '1.90',
  options: [DIAMETERS],
  phrases: {
    short: [
      '{material} {noun} for {dish}.',
      'From hob to {table}: a {noun} with {handle}.',
      '{dish_upper} without {trouble}.',
    ],
    opening: [
      'A {noun} earns its hook by what it does to {dish}, and the {style} earns it twice.',
      'The {style} is {material} all the way through, {thick} at the base.',
      'Cooks who make {dish} for a living told us where a {noun} fails: {trouble}.',
      'Heavy, yes, but the {style} {noun} goes from {heat} straight to {table}.',
    ],
    middle: [
      'The rim is rolled so that you can pour {pour} without wearing it.',
      '{handle_upper} stays cool on the hob and takes {heat} in the oven.',
      'A base of {thick} spreads the flame, which means the end of {trouble}.',
      'Seasoned with {oil} before it leaves {city}, it is ready for {dish} on the first evening.',
      'Inside, the surface is {surface}: food lets go when it is done and not sooner.',
    ],
    closing: [
      'Wash with hot water and {brush}; soap now and then does no harm.',
      'It will darken, and that is how {dish} begins to taste of home.',
      'The lid from our {lid} fits this one too.',
      'We will grind and season it again for you after {years}.',
      'Hang it, stack it, or leave it on {table}: it is meant to be seen.',
    ],
  },
  words: {
    dish: [
      'crisp-skinned fish',
      'a Sunday ragù',
      'pancakes',
      'fried rice',
      'onions that take their time',
      'shakshuka',
      'a tarte Tatin',
    ],
    dish_upper: ['Crisp-skinned fish', 'Pancakes', 'Slow onions', 'Fried rice', 'A proper sear'],
    table: ['the table', 'a trivet', 'the garden bench', 'a bed of embers'],
    trouble: [
      'hot spots',
      'a wobbling handle',
      'warped bottoms',
      'scorched milk',
      'eggs that cling',
    ],
    handle: [
      'a riveted handle',
      'two loop handles',
      'a hollow steel handle',
      'a long beech handle',
    ],
    handle_upper: ['The riveted handle', 'The hollow handle', 'The long handle', 'The helper loop'],
    thick: ['four millimetres', 'three layers', 'five millimetres', 'six millimetres'],
    heat: ['an open fire', 'two hundred and eighty degrees', 'the hottest burner', 'a pizza oven'],
    pour: ['hot fat', 'a thin caramel', 'pasta water', 'the last of the stock'],
    oil: ['linseed oil', 'grapeseed oil', 'two coats of rapeseed oil'],
    city: ['the foundry', 'the Black Country', 'Solingen', 'the workshop'],
    surface: ['ground smooth', 'lightly pebbled', 'polished by hand', 'glazed matt black'],
    brush: ['a bamboo brush', 'a chain scrubber', 'coarse salt', 'a stiff brush'],
    lid: ['casserole of the same size', 'smaller saucepan', 'steamer', 'roasting dish'],
    years: ['five years', 'ten winters', 'a decade of Sundays'],
  },
};
