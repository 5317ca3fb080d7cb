import type { Antenne, Resultat } from '#shared/contrats/commun';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { ajouterA } from '#shared/listes';
import { type Mois, moisSchema } from '#shared/temps/types';
import { ouvrirArchive } from '../../../adapters/dossier';
import type { Magasin } from '../../../store/lire';
import { plageSure } from '../../../store/types';
import { archiver, type PortsArchivage } from './archiver';
import { exigerArchiveConnue, noterArchive } from './connue';
import { lireTetesArchive } from './registre';

/** The months that an antenna has closed, and that no retention clock has passed [RE]. */
const moisGardes = async (m: Magasin, antenne: Antenne): Promise<Mois[]> =>
  (await plageSure(m, 'cloture', { antenne })).flatMap((c) =>
    c.purgee === undefined ? [moisSchema.parse(c.mois)] : [],
  );

/**
 * [CL-2, RE] Archives the closed months that the archive does not know, oldest first: nobody has to remember it. How many
 * statements came into it; the first refusal stops, and is tried again with the next run.
 */
export const archiverManquants = async (p: PortsArchivage): Promise<Resultat<number>> => {
  const archive = ouvrirArchive(p.dossier);
  const connue = await exigerArchiveConnue(p.magasin, archive);
  if (!connue.ok) return connue;
  const tetes = await lireTetesArchive(archive);
  if (!tetes.ok) return tetes;
  await noterArchive(p.magasin, archive, p.horloge());
  const manquants = new Map<Mois, Antenne[]>();
  for (const antenne of codesAntennes()) {
    const connus = new Set(tetes.valeur.antennes[antenne]?.map((m) => m.mois));
    for (const mois of await moisGardes(p.magasin, antenne)) if (!connus.has(mois)) ajouterA(manquants, mois, antenne);
  }
  let releves = 0;
  for (const [mois, antennes] of [...manquants].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const r = await archiver(p, { mois, antennes, auteur: 'SERVEUR' });
    if (!r.ok) return r;
    releves += r.valeur.antennes.reduce((n, a) => n + a.releves, 0);
  }
  return { ok: true, valeur: releves };
};
