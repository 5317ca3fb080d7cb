import { type Signal, signal } from '../../_commun/signal';
import type { EcranATouches } from '../raccourcis';

/** The screen that has keys of its own, while it is there; and whether they are shown. */
type Ici = { ecran?: EcranATouches; montrees: boolean };
export const touchesIci: Signal<Ici> = signal<Ici>({ montrees: false });

export const montrerTouches = (montrees: boolean): void => touchesIci.changer((t) => ({ ...t, montrees }));
