import type { Motif } from '../../contrats/commun';
import type { LigneCorrection } from '../../formats/corrections/corrections';
import { ajouterJours, aLaMinute, dateParis } from '../../temps/paris';
import { type Instant, type Mois, minutes } from '../../temps/types';
import type { Alea } from '../alea';
import { FREQUENCES as F } from './frequences';
import { a, plus } from './planning';
import type { Realisation } from './pointages';

/** What a correction says; the rest of its row is empty. */
export type Saisie = Partial<LigneCorrection> & Pick<LigneCorrection, 'instant' | 'nature'> & { motif: Motif };

export const ligneCorrection = (id: string, auteur: string, s: Saisie): LigneCorrection => ({
  id_correction: id,
  auteur,
  id_pointage: undefined,
  id_planning: undefined,
  id_millesime: undefined,
  id_intervenant: undefined,
  code_prestation: undefined,
  debut: undefined,
  fin: undefined,
  minutes: undefined,
  commentaire: undefined,
  id_creation: undefined,
  ...s,
});

/** An office hour, one to three days after the visit. */
const momentDeBureau = (alea: Alea, fin: Instant): Instant =>
  plus(a(ajouterJours(dateParis(fin), alea.entier(1, 3)), '09:00:00'), alea.entier(0, 8 * 3600));

const corrigerVisite = (alea: Alea, r: Realisation, refusees: boolean): Saisie[] => {
  const { arrivee, depart } = r;
  const instant = momentDeBureau(alea, r.fin);
  const debut = aLaMinute(r.debut);
  const fin = aLaMinute(r.fin);
  const premier = arrivee ?? depart;
  if (!premier) {
    if (!r.visite || !alea.chance(F.oubliCorrige)) return [];
    const motif = alea.choix(['OUBLI_TOTAL', 'PANNE_SVI', 'TELEPHONE_INDISPONIBLE'] as const);
    return [{ instant, nature: 'CREATION', id_planning: r.visite.id, debut: r.visite.debut, fin: r.visite.fin, motif }];
  }
  const cible = { instant, id_pointage: premier.id_pointage };
  if (!arrivee || !depart) {
    if (!alea.chance(F.oubliCorrige)) return [];
    const horaire: Saisie = depart
      ? { ...cible, nature: 'HORAIRE', debut, motif: 'OUBLI_ARRIVEE' }
      : { ...cible, nature: 'HORAIRE', fin, motif: 'OUBLI_DEPART' };
    // Corrected again two hours later: each of them stands on the one before.
    const reprise: Saisie = { ...horaire, instant: plus(instant, 7200), motif: 'HORAIRE_DEMANDE' };
    return alea.chance(0.03) ? [horaire, reprise] : [horaire];
  }
  if (alea.chance(F.suppression)) {
    const suppression: Saisie = { ...cible, nature: 'SUPPRESSION', motif: 'ERREUR_PLANNING' };
    const retour: Saisie = { ...suppression, nature: 'RETABLISSEMENT', instant: plus(instant, 3600) };
    return alea.chance(F.retablissement) ? [suppression, retour] : [suppression];
  }
  if (alea.chance(F.horaireDemande)) return [{ ...cible, nature: 'HORAIRE', debut, fin, motif: 'HORAIRE_DEMANDE' }];
  if (alea.chance(F.minutesComplementaires)) {
    const total = minutes(alea.choix([5, 10, 10, 15, 30]));
    return [{ ...cible, nature: 'MINUTES', minutes: total, motif: 'ATTENTE_PORTE' }];
  }
  // [CO-3] refuses these: an import reports them. Drawn in any case, so that the rest is the same without them.
  if (alea.chance(F.correctionRefusee)) {
    if (!refusees) return [];
    return [
      { ...cible, nature: 'MINUTES', minutes: minutes(400), motif: 'ATTENTE_PORTE' },
      { ...cible, instant: plus(instant, 60), nature: 'RETABLISSEMENT', motif: 'ERREUR_PLANNING' },
      { ...cible, instant: plus(instant, 120), nature: 'HORAIRE', fin: plus(debut, -1800), motif: 'OUBLI_DEPART' },
    ];
  }
  return [];
};

/** The managers' corrections of a month's visits; `refusees`: some that CO-3 refuses among them. */
export const saisirCorrections = (alea: Alea, realisations: readonly Realisation[], refusees: boolean): Saisie[] =>
  realisations.flatMap((r) => corrigerVisite(alea, r, refusees));

/** Numbered by instant, none after `jusqua`. */
export const lignesCorrections = (
  alea: Alea,
  mois: Mois,
  saisies: readonly Saisie[],
  jusqua: Instant | undefined,
): LigneCorrection[] =>
  [...saisies]
    .filter((s) => jusqua === undefined || s.instant <= jusqua)
    .sort((x, y) => (x.instant < y.instant ? -1 : x.instant > y.instant ? 1 : 0))
    .map((s, i) =>
      ligneCorrection(
        `C${mois.slice(2, 4)}${mois.slice(5)}${String(i + 1).padStart(6, '0')}`,
        `gestion${String(alea.entier(1, 43)).padStart(2, '0')}`,
        s,
      ),
    );
