import { getHeapStatistics } from 'node:v8';

/**
 * How many things of so many bytes each a share of the heap holds that this process may have, `plancher` at least. What is kept so as
 * not to be read again is a month of the service: a number that is right for one is too small for a service ten times as large, which
 * then reads the month again for each part of it.
 */
export const tientDansLeTas = (part: number, octets: number, plancher: number): number =>
  Math.max(plancher, Math.floor((getHeapStatistics().heap_size_limit * part) / octets));
