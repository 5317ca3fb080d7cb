import { baseAntenne } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { cheminObjet } from '#shared/domain/releve/chemins';
import type { Instant, Mois } from '#shared/temps/types';
import { ouvrirArchive } from '../../../adapters/dossier';
import { annoncerElimination, CHAINE, type ChaineLue, lireChaine, reduire } from '../../dossiers';
import { type Bilan, effacerPlage, type Gomme, ligneDe } from './effacer';
import type { BilanPurge } from './releves';

const effacerDocuments = async (g: Gomme, limite: Mois): Promise<BilanPurge> => {
  const total: BilanPurge = { lignes: [], retenus: 0 };
  for (const antenne of codesAntennes()) {
    const base = baseAntenne(antenne);
    // Its month comes first in its id.
    const b: Bilan = await effacerPlage(g, base, { debut: 'releve-repris:', fin: `releve-repris:${limite}` });
    total.lignes.push(...ligneDe('RELEVES', base, 'releve-repris', b.ids));
    total.retenus += b.retenus;
  }
  return total;
};

const aEliminer = (c: ChaineLue, g: Gomme, limite: Mois): number[] =>
  c.repris
    .filter((m) => m.mois < limite && !c.elimines.has(m.n))
    .filter((m) => !g.retenue.mois.has(m.mois) && !g.retenue.usagers.includes(m.usagerId))
    .map((m) => m.n);

/**
 * [RE] Statements of the former system past their ten years: the list says first which ones go, then they go, then their lines
 * name no one any more. Cut in between, the next purge ends it. A list that was altered is left as it is: `verifier` says so.
 */
export const purgerRelevesRepris = async (
  g: Gomme,
  dossier: string | undefined,
  o: { limite: Mois; instant: Instant },
): Promise<BilanPurge> => {
  const bilan = await effacerDocuments(g, o.limite);
  const archive = dossier === undefined ? undefined : ouvrirArchive(dossier);
  const texte = await archive?.lire(CHAINE);
  if (!archive || texte === undefined || g.aBlanc) return bilan;
  let chaine = lireChaine(texte);
  if (chaine.defaut !== undefined) return bilan;
  const numeros = aEliminer(chaine, g, o.limite);
  if (numeros.length > 0) {
    const annonce = annoncerElimination(chaine, numeros, o.instant);
    await archive.ecrire(CHAINE, annonce);
    await archive.synchroniser();
    chaine = lireChaine(annonce);
  }
  const partis = chaine.repris.filter((m) => chaine.elimines.has(m.n));
  if (partis.length === 0) return bilan;
  const gardes = new Set(chaine.repris.filter((m) => !chaine.elimines.has(m.n)).map((m) => m.pdf));
  for (const m of partis) if (!gardes.has(m.pdf)) await archive.retirer(cheminObjet(m.pdf, 'pdf'));
  await archive.synchroniser();
  await archive.ecrire(CHAINE, reduire(chaine));
  await archive.synchroniser();
  return bilan;
};
