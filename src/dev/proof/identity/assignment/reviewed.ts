/** Write routes, by operation, whose bodies are not ours to define; each with its reason. */
export const FREE_FORM: Readonly<Record<string, string>> = {
  receivePaymentCallback: 'The gateway says what is in it; only its signed bytes are read',
};
