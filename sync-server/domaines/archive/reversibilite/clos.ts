import type { Antenne, Resultat } from '#shared/contrats/commun';
import { baseAntenne } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import type { Mois } from '#shared/temps/types';
import { hacher } from '../../../adapters/dossier';
import { lireCloture } from '../../../store/lectures/clos';
import { lireMoisClosDe } from '../../../store/lectures/mois-clos';
import type { Magasin } from '../../../store/lire';
import { type FichierExporte, fichiersClos } from '../../cloture';

// The files of closed months: what two installations have in common when they say the same, byte for byte.

/** A closed month of an antenna, and the SHA-256 of each of its files. */
export type MoisClos = {
  antenne: Antenne;
  mois: Mois;
  numero: number;
  empreinte: string;
  fichiers: Record<string, string>;
};

/** Every closed month in turn, with its files, save those whose clock has passed [RE]; a frozen state that is no longer what was closed stops all. */
export const parcourirMoisClos = async (
  m: Magasin,
  surMois: (mois: MoisClos, fichiers: readonly FichierExporte[]) => Promise<void>,
): Promise<Resultat<number>> => {
  let n = 0;
  for (const antenne of codesAntennes())
    for (const mois of await lireMoisClosDe(m, baseAntenne(antenne))) {
      const cloture = await lireCloture(m, antenne, mois);
      if (!cloture || cloture.purgee) continue;
      const clos = await fichiersClos(m, cloture);
      if (!clos.ok) return clos;
      const fichiers = clos.valeur;
      const empreintes = fichiers.map((f): [string, string] => [f.nom, hacher(f.contenu)]);
      const { numero, empreinte } = cloture;
      await surMois({ antenne, mois, numero, empreinte, fichiers: Object.fromEntries(empreintes) }, fichiers);
      n += 1;
    }
  return { ok: true, valeur: n };
};
