import type { DatasetDescription } from '../../model/description.ts';
import type { ExposedType } from '../type-facts.ts';

const LOGIN = /^contact\.(?:email|phone)|^name\.username$|^account\.username$|^communication\.handle$/;
/** Hashes that are tried by the billion a second: most passwords behind them are found within hours. */
const FAST = /^credential\.hash\.(?:md5|sha1|sha256|ntlm|lm)\b/;
/** One login and its password are the settings of a program, or the words of a form. */
const LEAST_VALUES = 5;

function beside(
  dataset: DatasetDescription,
  found: readonly ExposedType[],
  credential: (id: string) => boolean,
): boolean {
  const many = new Set(
    dataset.fields
      .filter(({ n, withheld }) => n >= LEAST_VALUES || withheld !== undefined)
      .map(({ path }) => path),
  );
  return (
    found.some(({ id, path }) => credential(id) && many.has(path)) && found.some(({ id }) => LOGIN.test(id))
  );
}

/** A list of logins with their passwords in plain text: whoever reads it has the accounts. */
export function hasPlainLogins(dataset: DatasetDescription, found: readonly ExposedType[]): boolean {
  return beside(dataset, found, (id) => id === 'credential.password');
}

/** A list of logins with fast hashes of their passwords. */
export function hasFastHashes(dataset: DatasetDescription, found: readonly ExposedType[]): boolean {
  return beside(dataset, found, (id) => FAST.test(id));
}

/** What opens something that belongs to just this person: a camera at home, a second factor, a wireless network. */
const OWN_KEY = /^credential\.(?:connection-string|otp-seed|recovery|wifi-password)$|^financial\.crypto-key$/;

export function hasOwnKeys(dataset: DatasetDescription, found: readonly ExposedType[]): boolean {
  return beside(dataset, found, (id) => OWN_KEY.test(id));
}
