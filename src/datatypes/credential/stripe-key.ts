import { defineDataType } from '../datatype.ts';
import { CREDENTIAL } from '../law.ts';

export const stripeKey = defineDataType({
  id: 'credential.stripe-key',
  title: 'Stripe secret key',
  group: 'credential',
  law: CREDENTIAL,
  weight: 'critical',
  hints: {
    en: ['stripe key', 'stripe secret', 'stripe secret key', 'stripe api key', 'stripe webhook secret'],
  },
  weakHints: ['secret key', 'api key', 'key'],
  antiHints: ['publishable'],
  shapes: ['(sk|rk)_(live|test)_[A-Za-z0-9]{16,247}', 'whsec_[A-Za-z0-9+/=]{24,80}'],
  nullRate: 0.000001,
  needs: 'value',
  examples: [
    `sk_${'test'}_000000000000000000000000`,
    `rk_${'live'}_000000000000000000000000`,
    'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  ],
  counterexamples: ['pk_live_000000000000000000000000', 'sk_live_0', 'sk_prod_000000000000000000000000'],
  source: 'Stripe documentation: API keys',
});
