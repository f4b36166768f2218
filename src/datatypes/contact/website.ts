import { defineDataType } from '../datatype.ts';
import { PERSONAL } from '../law.ts';

export const website = defineDataType({
  id: 'contact.website',
  title: 'Web address of or about a person',
  group: 'contact',
  law: PERSONAL,
  weight: 'low',
  hints: {
    en: [
      'website',
      'homepage',
      'profile url',
      'personal site',
      'blog url',
      'linkedin url',
      'profile link',
      'web site',
    ],
    zh: ['个人主页', '网站', '主页'],
    ru: ['сайт', 'личный сайт'],
    es: ['sitio web', 'página web'],
    de: ['webseite'],
    fr: ['site web'],
    tr: ['web sitesi'],
  },
  weakHints: ['url', 'link', 'site'],
  shapes: ['https?://[^/ ]+\\.[^/ ]+.*'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['https://example.com/~nobody', 'http://nobody.example.org'],
  counterexamples: ['example.com', 'ftp://example.com', 'https://'],
  source: 'RFC 3986',
});
