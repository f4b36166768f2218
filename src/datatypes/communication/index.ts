import type { DataType } from '../datatype.ts';
import { callRecord } from './call-record.ts';
import { clipboard } from './clipboard.ts';
import { contactList } from './contact-list.ts';
import { freeText } from './free-text.ts';
import { handle } from './handle.ts';
import { mail } from './mail.ts';
import { searchQuery } from './search-query.ts';

export const communicationTypes: readonly DataType[] = [
  callRecord,
  clipboard,
  contactList,
  freeText,
  handle,
  mail,
  searchQuery,
];
