import { type ValeurSuivie, valeurSuivie } from '../../_commun/valeur-suivie';
import type { EcranATouches } from '../raccourcis';

/** The screen that has keys of its own, while it is there; and whether they are shown. */
type Ici = { ecran?: EcranATouches; montrees: boolean };
export const touchesIci: ValeurSuivie<Ici> = valeurSuivie<Ici>({ montrees: false });

export const montrerTouches = (montrees: boolean): void => touchesIci.changer((t) => ({ ...t, montrees }));
