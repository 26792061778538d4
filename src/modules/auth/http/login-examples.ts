/** The accounts of the demo data, and the one that `register` suggests, as they log in. */
export const LOGIN_EXAMPLES = {
  alice: {
    summary: 'Alice, a customer of the demo data',
    value: { login: 'alice@example.com', password: 'Demo-Passw0rd!' },
  },
  carol: {
    summary: 'Carol, who has just registered',
    value: { login: 'carol@example.com', password: 'violet harbour 42' },
  },
  moderator: {
    summary: 'The moderator of the demo data',
    value: { login: 'moderator@example.com', password: 'Demo-Passw0rd!' },
  },
  admin: {
    summary: 'The administrator of the demo data',
    value: { login: 'admin@example.com', password: 'Demo-Passw0rd!' },
  },
} as const;
