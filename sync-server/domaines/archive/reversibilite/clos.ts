import { type Antenne, CODES_ANTENNES, type Resultat } from '#shared/contrats/commun';
import { baseAntenne } from '#shared/contrats/ids';
import { type Mois, moisSchema } from '#shared/temps/types';
import { hacher } from '../../../adapters/dossier';
import { type AccesMagasin, lireIds, plageDuType } from '../../../ports/documents';
import { lireCloture } from '../../../store/lectures/clos';
import { lireFige } from '../../cloture/exporter/exporter';
import { fichiersDuMois } from '../../cloture/exporter/exporter-lignes';

// The files of closed months: what two installations have in common when they say the same, byte for byte.

/** A closed month of an antenna, and the SHA-256 of each of its files. */
export type MoisClos = {
  antenne: Antenne;
  mois: Mois;
  numero: number;
  empreinte: string;
  fichiers: Record<string, string>;
};
export type FichierClos = { nom: string; texte: string; lignes: number };

const moisClosDe = async (m: AccesMagasin, antenne: Antenne): Promise<Mois[]> =>
  (await lireIds(m, baseAntenne(antenne), plageDuType('cloture'))).map((id) =>
    moisSchema.parse(id.slice('cloture:'.length)),
  );

/** Every closed month in turn, with its files, save those whose clock has passed [RE]; a frozen state that is no longer what was closed stops all. */
export const parcourirMoisClos = async (
  m: AccesMagasin,
  surMois: (mois: MoisClos, fichiers: readonly FichierClos[]) => Promise<void>,
): Promise<Resultat<number>> => {
  let n = 0;
  for (const antenne of CODES_ANTENNES)
    for (const mois of await moisClosDe(m, antenne)) {
      const cloture = await lireCloture(m, antenne, mois);
      if (!cloture || cloture.purgee) continue;
      const fige = await lireFige(m, cloture);
      if (!fige.ok) return fige;
      const fichiers = fichiersDuMois(fige.valeur, antenne, mois, false);
      const empreintes = fichiers.map((f): [string, string] => [f.nom, hacher(f.texte)]);
      const { numero, empreinte } = cloture;
      await surMois({ antenne, mois, numero, empreinte, fichiers: Object.fromEntries(empreintes) }, fichiers);
      n += 1;
    }
  return { ok: true, valeur: n };
};
