import type { DocumentReader, Value } from './document.ts';
import { didYouMean, quoted } from './words.ts';

/** A text of at most 500 characters. */
export function bounded(reader: DocumentReader, value: Value | undefined): string | undefined {
  const text = reader.text(value);
  if (text === undefined || value === undefined || text.length <= 500) return text;
  reader.report(value.place, 'SCOPE_MALFORMED', `${value.label} is longer than 500 characters`);
  return undefined;
}

/** One of the words that are known; another is reported, with the one that was probably meant. */
export function oneOf<T extends string>(
  reader: DocumentReader,
  value: Value | undefined,
  known: readonly T[],
): T | undefined {
  const text = reader.text(value);
  if (text === undefined || value === undefined) return undefined;
  const found = known.find((candidate) => candidate === text);
  if (found !== undefined) return found;
  const near = didYouMean(text, known);
  reader.report(
    value.place,
    'SCOPE_MALFORMED',
    `${value.label} must be one of ${known.join(', ')}, found ${quoted(text)}`,
    near === undefined ? undefined : `did you mean ${near}?`,
  );
  return undefined;
}
