import type { DataType } from '../datatype.ts';
import { iban } from './iban.ts';
import { paymentCard } from './payment-card.ts';

export const financialTypes: readonly DataType[] = [iban, paymentCard];
