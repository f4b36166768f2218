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
import { cryptoKey } from './crypto-key.ts';
import { ethereumAddress } from './ethereum-address.ts';
import { gbSortCode } from './gb-sort-code.ts';
import { iban } from './iban.ts';
import { inIfsc } from './in-ifsc.ts';
import { insurance } from './insurance.ts';
import { lei } from './lei.ts';
import { mxClabe } from './mx-clabe.ts';
import { paymentAlias } from './payment-alias.ts';
import { paymentCard } from './payment-card.ts';
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
  cryptoKey,
  ethereumAddress,
  gbSortCode,
  iban,
  inIfsc,
  insurance,
  lei,
  mxClabe,
  paymentAlias,
  paymentCard,
  tronAddress,
  usRouting,
];
