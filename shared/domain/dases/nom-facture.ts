import type { Antenne } from '../../contrats/commun';
import { type Mois, moisSchema } from '../../temps/types';
import { codesAntennes, ficheAntenne } from '../antenne/registre';
import type { DispositifDases } from './parts';
import type { ReglagesFactures } from './table';

export type NomFacture = { mois: Mois; nature: DispositifDases; arrondissement: number; antenne: Antenne };

const echapper = (t: string): string => t.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const antenneDe = (arrondissement: number): Antenne | undefined =>
  codesAntennes().find((a) => ficheAntenne(a)?.arrondissements.includes(arrondissement));

/** What the name of an invoice says, or why it says nothing. `13`, `13E` and `75013` are the same arrondissement. */
export const lireNomFacture = (
  nom: string,
  r: ReglagesFactures,
): { ok: true; valeur: NomFacture } | { ok: false; raison: string } => {
  const natures = Object.keys(r.natures).sort((a, b) => b.length - a.length);
  const regle = echapper(r.nom)
    .replace('\\{NATURE\\}', `(?<nature>${natures.map(echapper).join('|')})`)
    .replace('\\{ARRONDISSEMENT\\}', '(?:750)?(?<arrondissement>\\d{1,2})(?:ER|E)?')
    .replace('\\{AAAAMM\\}', '(?<annee>\\d{4})(?<mois>\\d{2})');
  const g = new RegExp(`^${regle}$`, 'i').exec(nom)?.groups;
  if (!g) return { ok: false, raison: `nom attendu : ${r.nom}, nature parmi ${Object.keys(r.natures).join(', ')}` };
  const mois = moisSchema.safeParse(`${g.annee}-${g.mois}`);
  if (!mois.success) return { ok: false, raison: `${g.annee}${g.mois} n’est pas un mois` };
  const arrondissement = Number(g.arrondissement);
  const antenne = antenneDe(arrondissement);
  if (!antenne) return { ok: false, raison: `Paris n’a pas de ${arrondissement}e arrondissement : 1 à 20` };
  const nature = Object.entries(r.natures).find(([n]) => n.toUpperCase() === g.nature?.toUpperCase())?.[1];
  if (!nature) return { ok: false, raison: `nature inconnue : ${g.nature ?? ''}` };
  return { ok: true, valeur: { mois: mois.data, nature, arrondissement, antenne } };
};
