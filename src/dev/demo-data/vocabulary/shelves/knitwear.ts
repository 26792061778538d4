import type { OptionScheme, Shelf } from '../shelf.js';
import { CLOTHING_STYLES } from './styles.js';

const COLOURS: OptionScheme = {
  name: 'Colour',
  values: ['White', 'Blue', 'Navy', 'Olive', 'Rust', 'Charcoal', 'Sand', 'Sage'],
};
const SIZES: OptionScheme = { name: 'Size', values: ['XS', 'S', 'M', 'L', 'XL'] };

export const knitwear: Shelf = {
  slug: 'knitwear',
  name: 'Knitwear',
  description: 'Jumpers, cardigans and vests knitted to be darned.',
  glyph: 'knit',
  brands: ['loom-and-harrow', 'fell-and-fleece', 'hestia-vale'],
  styles: CLOTHING_STYLES,
  materials: ['Merino', 'Lambswool', 'Alpaca', 'Cashmere', 'Cotton', 'Shetland'],
  nouns: [
    ['Jumper', 7900, 14900],
    ['Cardigan', 8900, 15900],
    ['Roll Neck', 8500, 13900],
    ['Slipover', 5900, 9900],
    ['Crew Neck', 7500, 12900],
  ],
  weight: '0.45',
  options: [COLOURS, SIZES],
  phrases: {
    short: [
      '{stitch_upper} {noun} in {material}, warm without weight.',
      'A {noun} for {weather}, knitted in {gauge}.',
      '{material} from {origin}, knitted into a {noun} that lasts.',
    ],
    opening: [
      'The {style} is knitted in {stitch} on machines that take {hours} over a single {noun}.',
      '{material} from {origin} gives this {noun} its spring.',
      'When {weather} comes in, the {style} is the first thing off the chair.',
      'We borrowed the shape of this {noun} from {source} and changed only the neck.',
    ],
    middle: [
      'Knitted in {gauge}, it keeps the wind off on {moment} and still breathes indoors.',
      'Cuffs and hem are {cuffs}, so they come back into shape after {moment}.',
      'There is no seam at {seam}, which is where {material} always gives up first.',
      'Colours are mixed in the fleece, so every row of the {stitch} has some depth to it.',
      'On the needle it grows by {growth}, on you it hardly grows at all.',
    ],
    closing: [
      'A skein for repairs is tied to the label; {repair} on our site shows how.',
      'Air it overnight instead of washing it, and it will stay clean through {months}.',
      'Some pilling in {months} is the short fibres leaving; a comb ends it.',
      'Fold it, never hang it, and the {style} keeps its shoulders for {years}.',
      'It is cut {cut}, so there is room for a shirt and {extra} below.',
    ],
  },
  words: {
    stitch: [
      'half cardigan stitch',
      'moss stitch',
      'a fisherman’s rib',
      'plain stocking stitch',
      'a small cable',
      'double jersey',
    ],
    stitch_upper: ['Moss stitch', 'Ribbed', 'Cabled', 'Plainly knitted', 'Fisherman’s rib'],
    gauge: [
      'twelve gauge',
      'a fine seven gauge',
      'five gauge',
      'a chunky three gauge',
      'a tight nine gauge',
    ],
    origin: [
      'the Borders',
      'hill farms in Wales',
      'the high Andes',
      'the south island of New Zealand',
      'the Faroes',
      'small herds in Peru',
    ],
    hours: ['three hours', 'ninety minutes', 'most of a morning', 'two and a half hours'],
    weather: ['a north wind', 'sea fog', 'the first frost', 'sideways rain', 'a cold snap in May'],
    source: [
      'a naval pattern of 1941',
      'a grandfather’s golf jumper',
      'a shop in Lerwick',
      'an old school uniform',
    ],
    moment: [
      'a ferry deck',
      'a windy platform',
      'the walk from the station',
      'a late bicycle ride',
    ],
    cuffs: [
      'doubled',
      'ribbed twice as long as usual',
      'knitted with a thread of elastic',
      'finished by hand',
    ],
    seam: ['the side', 'the shoulder', 'the underarm', 'the collar'],
    growth: ['four rows a minute', 'a finger’s width every hour', 'one sleeve a day'],
    repair: ['a short film', 'a drawing in six steps', 'a page of questions', 'our darning guide'],
    months: ['the darker months', 'a whole October', 'its first winter', 'January and February'],
    years: ['ten winters', 'longer than most sofas', 'a good decade', 'years of commuting'],
    cut: ['easy at the waist', 'a little short', 'long in the arm', 'straight as a board'],
    extra: ['a tie', 'a second vest', 'nothing else', 'a thin roll neck'],
  },
};
