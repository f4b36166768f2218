/** People who do not exist: every mailbox is below example.org, every number and card is of a test range. */
export interface Person {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly card: string;
  readonly born: string;
  readonly city: string;
}

const GIVEN = [
  'Anna',
  'Bruno',
  'Clara',
  'David',
  'Elena',
  'Felix',
  'Greta',
  'Hugo',
  'Ida',
  'Jonas',
  'Karin',
  'Lukas',
  'Maria',
  'Noah',
  'Olivia',
  'Peter',
  'Quentin',
  'Rosa',
  'Simon',
  'Theresa',
  'Ulrich',
  'Vera',
  'Walter',
  'Yvonne',
] as const;
const FAMILY = [
  'Adler',
  'Bauer',
  'Cermak',
  'Dietrich',
  'Egger',
  'Fischer',
  'Gruber',
  'Huber',
  'Jansen',
  'Keller',
  'Lehner',
  'Maier',
  'Novak',
  'Ortner',
  'Pichler',
  'Richter',
  'Schmidt',
  'Taylor',
  'Urban',
  'Vogel',
  'Weber',
  'Zimmermann',
] as const;
const CITIES = ['Vienna', 'Graz', 'Linz', 'Salzburg', 'Innsbruck', 'Bregenz'] as const;

function luhnDigit(digits: string): string {
  let sum = 0;
  for (let at = digits.length - 1, double = true; at >= 0; at -= 1, double = !double) {
    const digit = Number(digits[at]) * (double ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return String((10 - (sum % 10)) % 10);
}

function at<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}

/** The person of that number; the same one every time. */
export function person(id: number): Person {
  const mixed = (id * 2_654_435_761) % 4_294_967_296;
  const given = at(GIVEN, mixed);
  const family = at(FAMILY, Math.floor(mixed / 97));
  const day = new Date(Date.UTC(1940, 0, 1) + (mixed % 24_000) * 86_400_000);
  const digits = `411111${String(mixed % 1_000_000_000).padStart(9, '0')}`;
  return {
    id,
    name: `${given} ${family}`,
    email: `${given}.${family}.${id}@mail.example.org`.toLowerCase(),
    phone: `+4366${String(10_000_000 + (mixed % 89_999_999))}`,
    card: digits + luhnDigit(digits),
    born: day.toISOString().slice(0, 10),
    city: at(CITIES, mixed),
  };
}

export function people(count: number): readonly Person[] {
  return Array.from({ length: count }, (_, index) => person(index + 1));
}

/** A reading of a machine: nothing about anyone. */
export interface Reading {
  readonly id: number;
  readonly pressure: number;
  readonly flow: number;
  readonly valve: string;
}

export function readings(count: number): readonly Reading[] {
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    pressure: 100 + ((index * 37) % 50),
    flow: ((index * 13) % 17) / 4,
    valve: ['open', 'shut', 'half'][index % 3] as string,
  }));
}
