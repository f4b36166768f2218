import type { AnyService } from '../wire/service.ts';

/** Every service, listed by hand in the order in which an odd port is asked. */
export const services: readonly AnyService[] = [];
