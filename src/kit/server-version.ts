/**
 * A version as a server said it, in the characters that `Identity` allows, 64 at most. A product's own prefix before the number
 * (`v7.0`, `df-v1.15.0` of Dragonfly) is left out; text without a number at its head is no version, so that a greeting or a
 * smuggled message never stands where a version is read.
 */
export function serverVersion(text: string | undefined): string | undefined {
  const word = text?.trim().split(/[\s(]/, 1)[0] ?? '';
  const said = /^(?:[A-Za-z]{1,16}-)?v?(\d.*)$/s.exec(word)?.[1];
  return said?.replace(/[^0-9A-Za-z.+:~_-]/g, '').slice(0, 64);
}
