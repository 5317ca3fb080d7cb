import type { FicheAntenne } from '../../contrats/antenne';
import type { Antenne } from '../../contrats/commun';
import { arrondissementEnMots } from '../../libelles/facture';
import { dernierJour } from '../../temps/paris';
import { type Mois, moisSchema } from '../../temps/types';
import { antennesOuvertesEn, arrondissementsLe, estFermee, registreEnPlace } from '../antenne/registre';
import type { DispositifDases } from './parts';
import type { ReglagesFactures } from './table';

export type NomFacture = { mois: Mois; nature: DispositifDases; arrondissement: number; antenne: Antenne };

const ARRONDISSEMENTS = 20;

const echapper = (t: string): string => t.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Who had it as the month ended; where none had that was not closed by then, who has it. */
const quiOnt = (arrondissement: number, mois: Mois): FicheAntenne[] => {
  const fiches = registreEnPlace();
  const fin = dernierJour(mois);
  const avaient = fiches.filter((f) => arrondissementsLe(f, fin).includes(arrondissement) && !estFermee(f.code, fin));
  return avaient.length > 0 ? avaient : fiches.filter((f) => f.arrondissements.includes(arrondissement));
};

/**
 * An antenna may take over the arrondissements of one that closed, which keeps them in its sheet: of those that have this one, the one
 * that was open until the month's end, else in the month, else still; the latest opened first. A closed one where it is alone.
 */
const antenneDe = (arrondissement: number, mois: Mois): Antenne | undefined => {
  const ouvertes = new Set(antennesOuvertesEn(mois));
  const rang = ({ code, fermeeLe, ouverteLe }: FicheAntenne): string => {
    const ouverte = ouvertes.has(code);
    const sure = [ouverte && !estFermee(code, dernierJour(mois)), ouverte, ouverte || fermeeLe === undefined];
    return `${sure.map(Number).join('')} ${ouverteLe ?? ''} ${Number(fermeeLe === undefined)}`;
  };
  let choisie: { code: Antenne; rang: string } | undefined;
  for (const fiche of quiOnt(arrondissement, mois)) {
    const sienne = { code: fiche.code, rang: rang(fiche) };
    if (!choisie || sienne.rang > choisie.rang) choisie = sienne;
  }
  return choisie?.code;
};

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
  if (arrondissement < 1 || arrondissement > ARRONDISSEMENTS)
    return { ok: false, raison: `Paris n’a pas de ${arrondissement}e arrondissement : 1 à ${ARRONDISSEMENTS}` };
  const antenne = antenneDe(arrondissement, mois.data);
  if (!antenne)
    return {
      ok: false,
      raison: `aucune antenne n’a le ${arrondissementEnMots(arrondissement)} arrondissement. Faites-le donner à une antenne dans Administration, puis déposez le PDF à la main`,
    };
  const nature = Object.entries(r.natures).find(([n]) => n.toUpperCase() === g.nature?.toUpperCase())?.[1];
  if (!nature) return { ok: false, raison: `nature inconnue : ${g.nature ?? ''}` };
  return { ok: true, valeur: { mois: mois.data, nature, arrondissement, antenne } };
};
