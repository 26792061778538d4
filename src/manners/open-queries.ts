/** Operations whose query others write: names that we do not know are theirs. By operationId, with the reason. */
export const OPEN_QUERIES: Readonly<Record<string, string>> = {
  receivePaymentCallback: 'gateways add what they like, and their signature covers it',
  receivePaymentCallbackByQuery: 'gateways add what they like, and their signature covers it',
  showPaymentReturn: 'gateways send the customer back with parameters of their own',
  answerOidc: 'providers add parameters of their own (iss, session_state, scope)',
  showUnsubscribe: 'opened from a mail: programs of mail add parameters of their own',
  unsubscribeAlerts: 'sent by programs of mail (List-Unsubscribe)',
  showMailedExport: 'opened from a mail: programs of mail add parameters of their own',
};
