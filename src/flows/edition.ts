/** For whom a description is made: floors and rounding follow from it. */
export const EDITIONS = ['owner', 'cert', 'public'] as const;
export type Edition = (typeof EDITIONS)[number];
