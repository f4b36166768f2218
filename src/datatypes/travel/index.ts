import type { DataType } from '../datatype.ts';
import { itinerary } from './itinerary.ts';
import { lodging } from './lodging.ts';
import { pnr } from './pnr.ts';
import { ticket } from './ticket.ts';
import { transitCard } from './transit-card.ts';
import { visa } from './visa.ts';

export const travelTypes: readonly DataType[] = [itinerary, lodging, pnr, ticket, transitCard, visa];
