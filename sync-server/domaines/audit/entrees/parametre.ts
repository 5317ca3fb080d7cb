import { type CleParametre, PARAMETRES } from '#shared/contrats/exploitation/parametre';
import { dateEntiere } from '#shared/mots/dates';
import type { DateCivile } from '#shared/temps/types';
import { phrase } from '../mots';
import { type Dire, entreeDe, entreGuillemets } from './famille';

const entree = entreeDe('PARAMETRE');

/** From what to what, of a figure or a yes or no: a list or a text may name someone, and stays in its document. */
const changement = (avant: unknown, apres: unknown): string[] =>
  [avant, apres].every((v) => typeof v === 'number' || typeof v === 'boolean') ? [String(avant), String(apres)] : [];

const valeurEnMots = (v = ''): string => ({ true: 'oui', false: 'non' })[v] ?? v.replace('.', ',');

const dire: Dire = ({ mots: [cle, le, avant, fixee] }) => {
  const sens = PARAMETRES[cle as CleParametre]?.sens;
  // Without the ids of the rules that use it.
  const nom = (sens ?? 'inconnu de cette version').replace(/^[A-Z]{2}(-\d+)?(, [A-Z]{2}-\d+)*\s:\s/, '');
  return phrase(
    `A fixé le paramètre ${entreGuillemets(nom)}`,
    fixee === undefined ? undefined : `de ${valeurEnMots(avant)} à ${valeurEnMots(fixee)}`,
    `à partir du ${dateEntiere(le as DateCivile)}`,
  );
};

/** `rapprochement 2026-12-01 15 20`. */
export const PARAMETRE = {
  ecrire: {
    fixe: (p: { cle: CleParametre; depuis: DateCivile; avant: unknown; apres: unknown }) =>
      entree(p.cle, p.depuis, ...changement(p.avant, p.apres)),
  },
  dire,
};
