/** A short message ready to go. */
export interface OutgoingSms {
  /** E.164: `+12025550163`. */
  readonly to: string;
  /** At most 160 characters, or it is sent, and paid, as several. */
  readonly text: string;
  /** Identity of the message: a second try of one job sends the same one, and gateways refuse twins. */
  readonly messageId: string;
}
