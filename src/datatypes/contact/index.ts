import type { DataType } from '../datatype.ts';
import { address } from './address.ts';
import { email } from './email.ts';
import { phone } from './phone.ts';
import { phoneCnMobile } from './phone-cn-mobile.ts';
import { phoneNational } from './phone-national.ts';
import { website } from './website.ts';

export const contactTypes: readonly DataType[] = [
  address,
  email,
  phone,
  phoneCnMobile,
  phoneNational,
  website,
];
