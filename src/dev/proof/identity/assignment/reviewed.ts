const NO_DEAD_JOB =
  'Has no body, and no job of the proof was given up: test/e2e/operations has some that were';

/** Write routes, by operation, whose bodies cannot be tried or are not ours to define; each with its reason. */
export const FREE_FORM: Readonly<Record<string, string>> = {
  receivePaymentCallback: 'The gateway says what is in it; only its signed bytes are read',
  retryJob: NO_DEAD_JOB,
  discardJob: NO_DEAD_JOB,
};
