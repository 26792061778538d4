/** Where all buyers of a proof live. */
export const BUYER_ADDRESS = {
  recipient: 'Ada Byron',
  phoneNumber: '+15035550123',
  street: '12 Harbour Lane',
  district: 'Riverside',
  city: 'Portland',
  postalCode: '97201',
  country: 'US',
  isDefault: true,
};
