import type { OptionScheme, Shelf } from '../shelf.js';
import { CLOTHING_STYLES } from './styles.js';

const COLOURS: OptionScheme = {
  name: 'Colour',
  values: ['White', 'Blue', 'Navy', 'Olive', 'Rust', 'Charcoal', 'Sand', 'Sage'],
};
const SIZES: OptionScheme = { name: 'Size', values: ['XS', 'S', 'M', 'L', 'XL'] };

export const shirts: Shelf = {
  slug: 'shirts',
  name: 'Shirts',
  description: 'Woven shirts for desks, gardens and evenings out.',
  glyph: 'shirt',
  brands: ['hestia-vale', 'loom-and-harrow', 'quiet-tailor'],
  styles: CLOTHING_STYLES,
  materials: ['Oxford', 'Poplin', 'Chambray', 'Flannel', 'Seersucker', 'Twill', 'Madras'],
  nouns: [
    ['Shirt', 4500, 8900],
    ['Overshirt', 7900, 12900],
    ['Popover', 4900, 7900],
    ['Work Shirt', 5900, 9900],
    ['Tunic', 5500, 8500],
  ],
  weight: '0.28',
  options: [COLOURS, SIZES],
  phrases: {
    short: [
      '{material} {noun} with {collar} and room to move.',
      'A {noun} in {weave} {material} that looks right {occasion}.',
      '{collar_upper}, {buttons}: the {noun} for {days}.',
      'Soft {material}, cut {fit}, made for {days}.',
    ],
    opening: [
      'We asked for a {noun} that could go from {place} to {other} and {style} is the answer.',
      'The {style} starts as {weave} {material}, washed once so that it does not shrink on you.',
      'Cut {fit} through the body, this {noun} leaves the shoulders free when you reach for {thing}.',
      'There is nothing clever about the {style}: {weave} cloth, {collar} and {buttons}.',
      'Our pattern cutter wore the first {style} {noun} to {place} for a month before we let it go on sale.',
    ],
    middle: [
      'The {material} is spun in a mill that still keeps {mill}, and you feel it in the drape.',
      'Seams are {seams}, which matters after the fortieth wash more than after the first.',
      'Seams are {seams}, and a gusset at the hem keeps them from opening on {days}.',
      'It has {collar}, {buttons} and a pocket sized for {thing}.',
      'Worn open over a tee or buttoned up {occasion}, the {weave} cloth holds its line.',
    ],
    closing: [
      'Wash it at thirty degrees, hang it up damp, and forget where {thing} used to be kept, the iron included.',
      'Take your usual size; between two, take the smaller for a {fit} look.',
      'Buttons come loose one day: {spare} are sewn inside the placket of every {style}.',
      'It creases a little, as {material} does, and looks the better for it {occasion}.',
      'Pair it with {pair} and you are dressed for {days}.',
    ],
  },
  words: {
    weave: [
      'densely woven',
      'garment-dyed',
      'slubby',
      'mid-weight',
      'brushed',
      'two-ply',
      'undyed',
    ],
    collar: [
      'a soft button-down collar',
      'a band collar',
      'a camp collar',
      'a spread collar',
      'a small round collar',
    ],
    collar_upper: [
      'Button-down collar',
      'Band collar',
      'Camp collar',
      'Spread collar',
      'Small round collar',
    ],
    buttons: [
      'corozo buttons',
      'buttons of real shell',
      'horn-look buttons',
      'rubberised buttons',
      'buttons from recycled milk',
    ],
    fit: ['boxy', 'close', 'straight', 'relaxed', 'slightly tapered'],
    place: [
      'the allotment',
      'the studio',
      'a night train',
      'the harbour wall',
      'a school run',
      'the print shop',
    ],
    other: [
      'a late supper',
      'a first interview',
      'the theatre bar',
      'a Sunday market',
      'a friend’s wedding',
    ],
    thing: ['a notebook', 'reading glasses', 'a pencil stub', 'a folded map', 'the top shelf'],
    mill: [
      'looms from the fifties',
      'its own dye house',
      'a waiting list of tailors',
      'a school for weavers',
    ],
    seams: [
      'felled twice',
      'run and felled',
      'bound on the inside',
      'sewn at nine stitches to the centimetre',
      'taped at the shoulder',
    ],
    occasion: [
      'under a blazer',
      'on a warm evening',
      'at a long table',
      'on the last day of the week',
      'with rolled sleeves',
    ],
    days: [
      'slow Saturdays',
      'office days',
      'damp spring mornings',
      'holidays with one bag',
      'garden work',
    ],
    spare: ['two spares', 'three spare ones', 'a matching pair', 'spares in both sizes'],
    pair: ['wide cords', 'dark denim', 'pressed chinos', 'linen shorts', 'a pleated skirt'],
  },
};
