import type { OptionScheme, Shelf } from '../shelf.js';
import { KITCHEN_STYLES } from './styles.js';

const GLAZES: OptionScheme = {
  name: 'Glaze',
  values: ['White', 'Sage', 'Ochre', 'Blue', 'Charcoal'],
};
const SETS: OptionScheme = {
  name: 'Set',
  values: ['Single', 'Set of 2', 'Set of 4', 'Set of 6'],
  pricing: [100, 190, 360, 520],
};

export const tableware: Shelf = {
  slug: 'tableware',
  name: 'Tableware',
  description: 'Plates, bowls and cups thrown, pressed and glazed in small runs.',
  glyph: 'cup',
  brands: ['hestia-vale', 'kiln-street', 'old-foundry'],
  styles: KITCHEN_STYLES,
  materials: ['Stoneware', 'Porcelain', 'Terracotta', 'Speckled', 'Celadon', 'Bone China'],
  nouns: [
    ['Mug', 1400, 2600],
    ['Bowl', 1600, 3200],
    ['Dinner Plate', 1900, 3600],
    ['Tumbler', 1200, 2400],
    ['Serving Dish', 3400, 6900],
    ['Jug', 2900, 5400],
  ],
  weight: '0.42',
  options: [GLAZES, SETS],
  phrases: {
    short: [
      '{material} {noun}, {glazed} and safe in the dishwasher.',
      'A {noun} for {food}, thrown in {place}.',
      'Stackable {noun} with {foot}.',
    ],
    opening: [
      'Each {style} {noun} is {made} in {place}, so no two have quite the same lip.',
      'We wanted a {noun} for {food} that would not look lost next to {other}.',
      'The {style} began as a test piece in {material}, {glazed}, and never left the shelf.',
      'Hold it once and you know why the {noun} has {foot}.',
    ],
    middle: [
      'The glaze breaks over the edges to {edge}, a little differently in every firing.',
      'It is fired at {fire}, which makes the {material} hard enough for {life}.',
      'Between the fingers the wall is {wall}, thin enough for tea and stout enough for {life}.',
      'Six of them stack without {noise}, thanks to {foot}.',
      'We dip by hand, hence the {mark} near the base.',
    ],
    closing: [
      'Good for {food}, microwave included.',
      'Chips happen: seconds and single replacements are sold {sold}.',
      'It goes with {other} and with whatever you already own.',
      'Unglazed at the foot, so put {under} below it on waxed wood.',
      'The kiln opens on {day}; that is when new colours appear.',
    ],
  },
  words: {
    glazed: [
      'matt glazed',
      'glazed in a satin white',
      'ash glazed',
      'glazed inside and out',
      'dipped in tin glaze',
    ],
    food: [
      'porridge and berries',
      'noodle soup',
      'flat whites',
      'a late supper',
      'olives and their stones',
      'breakfast in bed',
    ],
    place: ['Stoke', 'a yard in Jingdezhen', 'Bát Tràng', 'a shed by the canal', 'the Alentejo'],
    made: ['thrown', 'jiggered and trimmed', 'pressed over a mould', 'slip cast and fettled'],
    other: [
      'your grandmother’s china',
      'blue-and-white',
      'a plain linen cloth',
      'cut glass',
      'enamel picnic plates',
    ],
    foot: ['a turned foot', 'a low centre of gravity', 'a wide foot ring', 'a thumb rest'],
    edge: ['a warm brown', 'pale green', 'toasted sand', 'the colour of the clay'],
    fire: ['twelve hundred and sixty degrees', 'cone ten', 'a reducing flame', 'two temperatures'],
    life: ['a café', 'the dishwasher', 'toddlers', 'a shared kitchen'],
    wall: ['three millimetres', 'thinner than it looks', 'tapered to the lip'],
    noise: ['a clatter', 'scratching', 'a tilt', 'leaning like Pisa'],
    mark: ['three finger marks', 'a bare crescent', 'one drip', 'a pin hole or two'],
    sold: ['at half price in spring', 'by letter', 'in the workshop', 'at the gate'],
    under: ['a cork mat', 'a coaster', 'felt', 'a folded napkin'],
    day: ['the first Friday of the month', 'Thursdays', 'the equinox', 'market days'],
  },
};
