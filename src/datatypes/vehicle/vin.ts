import { defineDataType } from '../datatype.ts';
import { PERSONAL } from '../law.ts';

const VALUES = [1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 0, 7, 0, 9, 2, 3, 4, 5, 6, 7, 8, 9];
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** The check digit is mandatory in North America and China; European makers need not keep it, so a column of mixed makes passes in part. */
export const vin = defineDataType({
  id: 'vehicle.vin',
  title: 'Vehicle identification number',
  group: 'vehicle',
  law: PERSONAL,
  weight: 'medium',
  hints: {
    en: [
      'vin',
      'vin number',
      'chassis no',
      'chassis number',
      'vehicle identification number',
      'vin code',
      'frame number',
      'chassis',
    ],
    zh: ['车架号', '车辆识别代号', '车辆识别代码', 'cjh', 'clsbdh', 'vin码'],
    es: ['número de bastidor', 'bastidor', 'número de chasis'],
    pt: ['chassi', 'número do chassi'],
    fr: ['numéro de châssis', 'numéro de série vin'],
    de: ['fahrgestellnummer', 'fin', 'fahrzeugidentifikationsnummer'],
    it: ['telaio'],
    ru: ['вин', 'номер кузова', 'вин номер', 'vin nomer'],
    ar: ['رقم الشاسيه', 'رقم الهيكل'],
    tr: ['şasi no', 'sase no', 'şase no'],
    ug: ['رامكا نومۇرى'],
  },
  antiHints: ['wine', 'vin rouge', 'vin blanc', 'vin decoder', 'vin voltage', 'vinho', 'bottle', 'vin v'],
  shapes: ['[A-HJ-NPR-Z0-9]{8}[0-9X][A-HJ-NPR-Z0-9]{4}\\d{4}', '[A-HJ-NPR-Z0-9]{8}[0-9X][A-HJ-NPR-Z0-9]{8}'],
  nullRate: 0.021,
  holds(bytes, start, end) {
    let sum = 0;
    let letters = 0;
    for (let i = start; i < end; i++) {
      const byte = bytes[i] ?? 0;
      if (byte >= 0x41) letters++;
      sum += (byte >= 0x41 ? (VALUES[byte - 0x41] ?? 0) : byte - 0x30) * (WEIGHTS[i - start] ?? 0);
    }
    const check = bytes[start + 8] ?? 0;
    return letters >= 1 && sum % 11 === (check === 0x58 ? 10 : check - 0x30);
  },
  needs: 'value',
  examples: ['1M8GDM9AXKP042788', 'AAAAAAAA300000001', 'LZZZZZZZ6ZZ000001'],
  counterexamples: ['1M8GDM9A1KP042788', '1M8GDM9AXKP04278', '1I8GDM9AXKP042788', '00000000000000000'],
  source: 'ISO 3779; 49 CFR 565.15; GB 16735',
});
