import type { Pointage } from '../../contrats/pointages/pointage';
import type { Instant } from '../../temps/types';
import { plusTard } from '../appariement/ordre';

/** A punch as pairing is given it; `rattacheLe`: since when a manager's gesture says that its number is its usager's [PT-5]. */
export type PointageSitue = Pointage & { rattacheLe?: Instant };

/**
 * [AP-8, CO-8] When a punch became known, which nobody can have seen before: had, handed on, and attached to its usager. What
 * says neither of the last two was known as soon as we had it.
 */
export const connuLe = (
  p: Pick<PointageSitue, 'recuLe' | 'transmisLe' | 'rattacheLe'> & { connuLe?: Instant | undefined },
): Instant =>
  [p.transmisLe, p.rattacheLe, p.connuLe].reduce<Instant>((a, b) => (b === undefined ? a : plusTard(a, b)), p.recuLe);
