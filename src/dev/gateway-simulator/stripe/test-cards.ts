/** How a test card behaves. */
export interface TestCard {
  readonly brand: string;
  readonly last4: string;
  readonly number: string;
  readonly outcome: 'pays' | 'declines' | 'asks' | 'asks_always';
  readonly declineCode: string;
}

const paying = (brand: string, number: string): TestCard => ({
  brand,
  number,
  last4: number.slice(-4),
  outcome: 'pays',
  declineCode: '',
});

const declining = (number: string, declineCode: string): TestCard => ({
  ...paying('visa', number),
  outcome: 'declines',
  declineCode,
});

const asking = (number: string, outcome: 'asks' | 'asks_always'): TestCard => ({
  ...paying('visa', number),
  outcome,
});

/** The published test payment methods and the numbers behind them. */
const TEST_CARDS: Readonly<Record<string, TestCard>> = {
  pm_card_visa: paying('visa', '4242424242424242'),
  pm_card_mastercard: paying('mastercard', '5555555555554444'),
  pm_card_amex: paying('amex', '378282246310005'),
  pm_card_visa_debit: paying('visa', '4000056655665556'),
  pm_card_visa_chargeDeclined: declining('4000000000000002', 'generic_decline'),
  pm_card_chargeDeclined: declining('4000000000000002', 'generic_decline'),
  pm_card_visa_chargeDeclinedInsufficientFunds: declining('4000000000009995', 'insufficient_funds'),
  pm_card_chargeDeclinedInsufficientFunds: declining('4000000000009995', 'insufficient_funds'),
  pm_card_visa_chargeDeclinedLostCard: declining('4000000000009987', 'lost_card'),
  pm_card_visa_chargeDeclinedStolenCard: declining('4000000000009979', 'stolen_card'),
  pm_card_chargeDeclinedExpiredCard: declining('4000000000000069', 'expired_card'),
  pm_card_chargeDeclinedIncorrectCvc: declining('4000000000000127', 'incorrect_cvc'),
  pm_card_chargeDeclinedProcessingError: declining('4000000000000119', 'processing_error'),
  /** Can be saved, then is declined whenever it is charged. */
  pm_card_chargeCustomerFail: declining('4000000000000341', 'generic_decline'),
  /** Asks the customer once, then may be charged without. */
  pm_card_authenticationRequiredOnSetup: asking('4000002500003155', 'asks'),
  pm_card_authenticationRequired: asking('4000002760003184', 'asks_always'),
  pm_card_threeDSecure2Required: asking('4000000000003220', 'asks_always'),
};

/** The card behind one of Stripe's ready-made test payment methods. */
export function testCard(id: string): TestCard | null {
  return Object.hasOwn(TEST_CARDS, id) ? (TEST_CARDS[id] ?? null) : null;
}

/** The card behind a typed number; null when Stripe would call the number wrong. */
export function cardByNumber(number: string): TestCard | null {
  const digits = number.replaceAll(/[ -]/g, '');
  return Object.values(TEST_CARDS).find((card) => card.number === digits) ?? null;
}

/** What Stripe says to the customer about a declined card. */
export function declineMessage(declineCode: string): { code: string; message: string } {
  const own: Readonly<Record<string, string>> = {
    expired_card: 'Your card has expired.',
    incorrect_cvc: "Your card's security code is incorrect.",
    processing_error: 'An error occurred while processing your card. Try again in a little bit.',
  };
  const message = own[declineCode];
  if (message !== undefined) return { code: declineCode, message };
  const isPoor = declineCode === 'insufficient_funds';
  return {
    code: 'card_declined',
    message: isPoor ? 'Your card has insufficient funds.' : 'Your card was declined.',
  };
}
