import type { OptionScheme, Shelf } from '../shelf.js';
import { KITCHEN_STYLES } from './styles.js';

const FINISHES: OptionScheme = { name: 'Finish', values: ['Steel', 'Black', 'Copper', 'Cream'] };

export const coffeeGear: Shelf = {
  slug: 'coffee-gear',
  name: 'Coffee Gear',
  description: 'Kettles, drippers, grinders and the small things around them.',
  glyph: 'kettle',
  brands: ['kettle-and-kin', 'saigon-roasters', 'form-follows'],
  styles: KITCHEN_STYLES,
  materials: ['Steel', 'Brass', 'Porcelain', 'Glass', 'Enamel', 'Walnut'],
  nouns: [
    ['Dripper', 1900, 3900],
    ['Server', 2400, 4900],
    ['Hand Grinder', 5900, 12900],
    ['Coffee Scoop', 900, 1900],
    ['Filter Stand', 2900, 5900],
    ['Moka Pot', 2900, 5900],
  ],
  weight: '0.60',
  options: [FINISHES],
  phrases: {
    short: [
      '{material} {noun} for {ritual}.',
      'A {noun} that makes {cups} and fits {space}.',
      '{noun_upper} with {part}, made for {ritual}.',
    ],
    opening: [
      'The {style} {noun} came about because ours kept {fault}.',
      'For {ritual} you need water, patience and a {noun} that does not get in the way.',
      'Made in {material}, the {style} holds its heat for {time}.',
      'Baristas in {city} have used this {noun} every day since {since}.',
    ],
    middle: [
      'With {part} you pour in a circle as thin as a pencil line, {hand}.',
      'It takes {cups} at a time and rinses clean under the tap.',
      'The {material} is {finish}, so rings and splashes wipe off with {cloth}.',
      'Everything comes apart {apart}, down to the last gasket.',
      'On the scale it weighs {weighs}, in the hand it feels like less.',
    ],
    closing: [
      'Spare parts are sold singly, {part} among them.',
      'It stands on {space} and looks as if it had always been there.',
      'Descale it with {descale} every few weeks and it will see you through {time} of mornings.',
      'If the first cup tastes of {first}, blame the box and make a second.',
      'Works on gas, induction and {hob}.',
    ],
  },
  words: {
    ritual: [
      'the first cup of the day',
      'a slow pour-over',
      'coffee for two',
      'office mornings',
      'camp breakfasts',
      'the four o’clock pause',
    ],
    cups: ['one generous mug', 'two cups', 'four small cups', 'just enough for a thermos'],
    space: ['a narrow shelf', 'the back of a van', 'a crowded worktop', 'a windowsill'],
    part: [
      'a gooseneck spout',
      'a silicone base',
      'a bayonet lid',
      'conical burrs',
      'a folding handle',
    ],
    fault: [
      'dripping on the pastry',
      'going cold before the second cup',
      'losing its lid',
      'rusting at the seam',
    ],
    time: ['eleven minutes', 'twenty years', 'half an hour', 'a thousand'],
    city: ['Leeds', 'Đà Lạt', 'Aarhus', 'Porto', 'Kyoto'],
    since: [
      'the first prototype',
      'a wet November',
      'the shop opened',
      'somebody broke the old one',
    ],
    hand: ['even left-handed', 'with a sleepy wrist', 'at the first try', 'without a thermometer'],
    finish: ['brushed', 'polished inside only', 'fired twice', 'sealed with food-safe oil'],
    cloth: ['a damp cloth', 'the tea towel', 'a sleeve', 'one finger'],
    apart: ['without tools', 'in four moves', 'with a coin', 'in the dark'],
    weighs: ['under three hundred grams', 'as much as a paperback', 'a little more than an apple'],
    descale: ['citric acid', 'a splash of vinegar', 'half a lemon'],
    first: ['cardboard', 'the factory', 'nothing at all'],
    hob: ['glass hobs', 'camping stoves', 'a wood stove', 'old electric rings'],
  },
};
