import type { DataType } from '../datatype.ts';
import { arCbu } from './ar-cbu.ts';
import { balance } from './balance.ts';
import { bankAccount } from './bank-account.ts';
import { bic } from './bic.ts';
import { bitcoinAddress } from './bitcoin-address.ts';
import { cardExpiry } from './card-expiry.ts';
import { cardTrack } from './card-track.ts';
import { cardVerification } from './card-verification.ts';
import { creditScore } from './credit-score.ts';
import { cryptoAddress } from './crypto-address.ts';
import { cryptoKey } from './crypto-key.ts';
import { esCcc } from './es-ccc.ts';
import { ethereumAddress } from './ethereum-address.ts';
import { gbSortCode } from './gb-sort-code.ts';
import { iban } from './iban.ts';
import { inIfsc } from './in-ifsc.ts';
import { insurance } from './insurance.ts';
import { lei } from './lei.ts';
import { mxClabe } from './mx-clabe.ts';
import { noAccount } from './no-account.ts';
import { paymentAlias } from './payment-alias.ts';
import { paymentCard } from './payment-card.ts';
import { tax } from './tax.ts';
import { tronAddress } from './tron-address.ts';
import { usRouting } from './us-routing.ts';

export const financialTypes: readonly DataType[] = [
  arCbu,
  balance,
  bankAccount,
  bic,
  bitcoinAddress,
  cardExpiry,
  cardTrack,
  cardVerification,
  creditScore,
  cryptoAddress,
  cryptoKey,
  esCcc,
  ethereumAddress,
  gbSortCode,
  iban,
  inIfsc,
  insurance,
  lei,
  mxClabe,
  noAccount,
  paymentAlias,
  paymentCard,
  tax,
  tronAddress,
  usRouting,
];
