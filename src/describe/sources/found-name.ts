import { wholeCatalogue } from '../match/catalogue.ts';
import { templateText } from '../judge/names.ts';

/** A name that was found, not typed: it may hold what a value may hold. */
export function foundName(path: string): string {
  const catalogue = wholeCatalogue();
  return path
    .split('/')
    .slice(-8)
    .map((part) => {
      const dot = part.search(/(?:\.[A-Za-z][A-Za-z0-9]{0,8})+$/);
      return dot > 0
        ? templateText(part.slice(0, dot), catalogue) + part.slice(dot)
        : templateText(part, catalogue);
    })
    .join('/');
}
