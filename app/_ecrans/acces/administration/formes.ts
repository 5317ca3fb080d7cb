import type { Forme } from '#shared/contrats/exploitation/forme-parametre';
import { type CleParametre, PARAMETRES } from '#shared/contrats/exploitation/parametre';

export type { Champ, Forme, FormeNombre, FormeObjet } from '#shared/contrats/exploitation/forme-parametre';

/** The name of each parameter on the screens, and the form of its value. */
export const FORMES: Readonly<Record<CleParametre, { titre: string; forme: Forme }>> = PARAMETRES;
