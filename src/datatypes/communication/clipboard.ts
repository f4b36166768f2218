import { defineDataType } from '../datatype.ts';
import { PERSONAL_SENSITIVE } from '../law.ts';

export const clipboard = defineDataType({
  id: 'communication.clipboard',
  title: 'Contents of a clipboard or keystrokes',
  group: 'communication',
  law: PERSONAL_SENSITIVE,
  weight: 'high',
  hints: {
    en: [
      'clipboard',
      'clipboard text',
      'clipboard content',
      'pasteboard',
      'keystrokes',
      'keylog',
      'key log',
      'typed text',
      'screen text',
    ],
    zh: ['剪贴板', '剪切板', '键盘记录', 'jtb'],
    ru: ['буфер обмена', 'кейлог'],
    de: ['zwischenablage'],
    es: ['portapapeles'],
    fr: ['presse papiers'],
  },
  antiHints: ['clipboard enabled', 'copy to clipboard'],
  shapes: [],
  nullRate: 1,
  needs: 'name',
  examples: [],
  counterexamples: [],
  source: 'GDPR Art. 4 (1); Directive 2002/58/EC Art. 5 (3), data on a terminal',
});
