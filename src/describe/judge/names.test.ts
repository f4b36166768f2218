import { describe, expect, it } from 'vitest';
import { rawText } from '../../model/raw.ts';
import { foldName, wordRuns } from '../match/field-names.ts';
import { isValueLike, templateName } from './names.ts';

describe('templated names', () => {
  it.each([
    ['user:jane.doe@example.org', 'user:<email>'],
    ['session:3f2b8a10-1c2d-4e5f-8a9b-0c1d2e3f4a5b', 'session:<uuid>'],
    ['logs-2024.05.17', 'logs-<date>'],
    ['logs_20240517', 'logs_<date>'],
    ['cart:507f1f77bcf86cd799439011', 'cart:<hex24>'],
    ['otp:+491701234567', 'otp:<phone>'],
    ['sms:13800138000', 'sms:<phone>'],
    ['order:4711081500', 'order:<digits>'],
    ['peer:192.0.2.77', 'peer:<ip>'],
    ['dev:00:00:5e:00:53:01', 'dev:<mac>'],
    ['Jane Doe', '<name?>'],
    ['tok:a8Xk29Qz71Lm', 'tok:<id>'],
    ['hf_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', '<secret>'],
    ['user:ASIAQZZZZGAACRAKAZAD', 'user:<secret>'],
    ['app.abc8Q~AAAAAAACKAAADAABAEJMAAASAAAEALAPAA', 'app.<secret>'],
    ['CUSTOMER_ORDERS_ARCHIVE', 'CUSTOMER_ORDERS_ARCHIVE'],
    ['shop.CUSTOMERORDERSARCHIV', 'shop.CUSTOMERORDERSARCHIV'],
    ['IBAN_COUNTRY_CODES_LIST', 'IBAN_COUNTRY_CODES_LIST'],
    ['shop.customers', 'shop.customers'],
    ['address1', 'address1'],
    ['utf8mb4_name', 'utf8mb4_name'],
    ['sha256', 'sha<digits>'],
    ['姓名', '姓名'],
    ['.kibana_7', '.kibana_7'],
    ['db0 person:*', 'db0 person:*'],
    ['db12 user:jane.doe@example.org', 'db12 user:<email>'],
    ['slab 31', 'slab 31'],
  ])('%s is %s', (name, wanted) => {
    expect(templateName(rawText(name))).toBe(wanted);
  });

  it('writes control and bidirectional characters out, and cuts what is long', () => {
    expect(templateName(rawText('a\u001b[31mb\u202ec'))).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(templateName(rawText('word_'.repeat(200))).length).toBeLessThanOrEqual(120);
  });

  it('tells keys that are data from names of fields', () => {
    for (const key of ['jane@example.org', '13800138000', '507f1f77bcf86cd799439011', '2024-05-17', ''])
      expect(isValueLike(key), key).toBe(true);
    for (const key of ['email', 'homePhone', 'address_line_2', '身份证号', 'createdAt'])
      expect(isValueLike(key), key).toBe(false);
  });
});

describe('field names in one form', () => {
  it.each([
    ['homePhoneNumber', 'home phone number'],
    ['ID_CARD-no', 'id card no'],
    ['Téléfono', 'telefono'],
    ['HTTPServer2', 'http server'],
    ['الإسم', 'الاسم'],
    ['doğum_tarihi', 'dogum tarihi'],
  ])('%s is %s', (name, wanted) => {
    expect(foldName(name)).toBe(wanted);
  });

  it('gives whole words only', () => {
    expect(wordRuns('home phone no')).toEqual([
      'home phone no',
      'home phone',
      'phone no',
      'home',
      'phone',
      'no',
      'homephoneno',
    ]);
  });
});
