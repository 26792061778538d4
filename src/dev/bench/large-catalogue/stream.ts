import { Random } from '../../demo-data/random.js';

const WARM_UP = 12;

/**
 * Random numbers of their own for each thing by kind and number. The generator (sfc32, by Chris
 * Doty-Humphrey) has 128 bits of state: the 32 of {@link Random} repeat themselves among a million
 * products.
 */
export class Stream extends Random {
  private a: number;
  private b: number;
  private c = 0;
  private d = 1;

  constructor(kind: string, index: number) {
    super('');
    this.a = [...kind].reduce(
      (hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619),
      7,
    );
    this.b = index | 0;
    for (let turn = 0; turn < WARM_UP; turn += 1) this.next();
  }

  override next(): number {
    const sum = (((this.a + this.b) | 0) + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum;
    this.c |= 0;
    return (sum >>> 0) / 4_294_967_296;
  }
}
