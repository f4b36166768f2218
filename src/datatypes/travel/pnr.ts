import { defineDataType } from '../datatype.ts';
import { PERSONAL } from '../law.ts';

export const pnr = defineDataType({
  id: 'travel.pnr',
  title: 'Booking reference (PNR)',
  group: 'travel',
  law: PERSONAL,
  weight: 'medium',
  hints: {
    en: [
      'pnr',
      'booking reference',
      'record locator',
      'reservation code',
      'booking code',
      'confirmation code',
      'pnr code',
      'booking ref',
    ],
    zh: ['订座编号', '预订编号', 'pnr编码', '订单编码'],
    es: ['localizador', 'código de reserva'],
    fr: ['référence de réservation', 'dossier réservation'],
    de: ['buchungscode', 'buchungsnummer'],
    ru: ['код бронирования', 'бронь'],
    ar: ['رقم الحجز'],
    tr: ['rezervasyon kodu'],
  },
  shapes: ['[A-Z0-9]{6}'],
  nullRate: 1,
  needs: 'value-and-name',
  examples: ['AAAAAA', 'ABC123'],
  counterexamples: ['AAAAA', 'aaaaaa', 'AAAAAAA'],
  source: 'IATA reservations interline message procedures (AIRIMP)',
});
