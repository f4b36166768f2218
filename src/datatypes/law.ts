import type { Law } from './datatype.ts';

/** Not personal by itself. */
export const PLAIN: Law = { gdpr: 'none', pipl: 'none', cpra: 'none' };

/** Personal data of no special class. */
export const PERSONAL: Law = { gdpr: 'personal', pipl: 'personal', cpra: 'personal' };

/** Government identifiers: GDPR Art. 87 leaves them to national law, PIPL Art. 28 by harm, CPRA 1798.140(ae)(1)(A) by name. */
export const NATIONAL_ID: Law = { gdpr: 'personal', pipl: 'sensitive', cpra: 'sensitive' };

/** Accounts and payment data: PIPL Art. 28 names financial accounts, CPRA 1798.140(ae)(1)(B) accounts with access codes. */
export const FINANCIAL: Law = { gdpr: 'personal', pipl: 'sensitive', cpra: 'sensitive' };

/** What opens an account. */
export const CREDENTIAL: Law = { gdpr: 'personal', pipl: 'sensitive', cpra: 'sensitive' };

/** Whereabouts: PIPL Art. 28 and CPRA precise geolocation. */
export const PRECISE_LOCATION: Law = { gdpr: 'personal', pipl: 'sensitive', cpra: 'sensitive' };

/** Special categories of GDPR Art. 9. */
export const ART9: Law = { gdpr: 'art9', pipl: 'sensitive', cpra: 'sensitive' };

/** Criminal convictions and offences, GDPR Art. 10. */
export const ART10: Law = { gdpr: 'art10', pipl: 'sensitive', cpra: 'personal' };

/** Data that tell of a child: PIPL Art. 28 protects everyone under 14, CPRA opt-in under 16. */
export const CHILD: Law = { gdpr: 'personal', pipl: 'sensitive', cpra: 'personal' };

/** Personal in the GDPR and CPRA sense, sensitive under PIPL by the harm that its leak can do. */
export const PERSONAL_SENSITIVE: Law = { gdpr: 'personal', pipl: 'sensitive', cpra: 'personal' };
