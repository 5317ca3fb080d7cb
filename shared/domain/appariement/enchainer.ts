import type { Intervention, VisitePrevue } from '../../contrats/corrections/intervention';
import { dateParis, ecartSecondes, epochMs, heureAffichee } from '../../temps/paris';
import type { Instant } from '../../temps/types';
import type { ParametresAu } from '../types';
import { comparer } from './ordre';
import type { Seance } from './paire';
import { ordreSeances, type Rapprochement, type SeanceDe } from './rapprocher';

/** Less than any time between two visits that follow each other: none is covered. No antenna may choose it. */
export const SANS_ENCHAINEMENT = -1;

/** « La visite de 17 h à 18 h est couverte par celle de 16 h 02. » `arrivee`: of the intervention that covers it. */
export const phraseCouverte = (v: Pick<VisitePrevue, 'debut' | 'fin'>, arrivee: Instant): string =>
  `La visite de ${heureAffichee(v.debut)} à ${heureAffichee(v.fin)} est couverte par celle de ${heureAffichee(arrivee)}.`;

/** `depart`: absent as long as there is none, and it may still come late enough. */
const suit = (
  v: VisitePrevue,
  apres: VisitePrevue,
  depart: Instant | undefined,
  parametresAu: ParametresAu,
): boolean => {
  const jour = dateParis(v.debut);
  const ecart = ecartSecondes(v.fin, apres.debut);
  return (
    apres.intervenantId === v.intervenantId &&
    apres.codePrestation === v.codePrestation &&
    dateParis(apres.debut) === jour &&
    ecart >= 0 &&
    ecart <= parametresAu(jour).enchaine * 60 &&
    (depart === undefined || epochMs(depart) * 2 > epochMs(apres.debut) + epochMs(apres.fin))
  );
};

/**
 * [AP-11] Planned visits of one usager that the punches of another one cover, or may come to cover, by what punched it, in their
 * order. `libres`: planned visits that nothing stands for; each is covered once, interventions being looked at in the order of AP-6,
 * those that are complete first.
 */
export const enchainer = (
  seances: readonly SeanceDe[],
  rapprochements: ReadonlyMap<Seance, Rapprochement>,
  libres: readonly VisitePrevue[],
  parametresAu: ParametresAu,
): Map<Seance, VisitePrevue[]> => {
  const couvertes = new Map<Seance, VisitePrevue[]>();
  // A row that left the file comes after the one that may be there in its place [AP-6].
  const absente = (v: VisitePrevue): number => (v.absenteDepuis === undefined ? 0 : 1);
  let restent = [...libres].sort(
    (a, b) => comparer(a.debut, b.debut) || absente(a) - absente(b) || comparer(a.id, b.id),
  );
  const ordonnees = [...seances].sort(ordreSeances);
  const ouverte = ({ depart, sansSuite }: Seance): boolean => !depart && !sansSuite;
  for (const { seance } of [
    ...ordonnees.filter((s) => s.seance.depart),
    ...ordonnees.filter((s) => ouverte(s.seance)),
  ]) {
    const r = rapprochements.get(seance);
    const { arrivee, depart } = seance;
    if (!r || r.remplacement || !arrivee) continue;
    const siennes: VisitePrevue[] = [];
    for (let derniere = r.visite; ; ) {
      const suivante = restent.find((v) => suit(derniere, v, depart?.instant, parametresAu));
      if (!suivante) break;
      siennes.push(suivante);
      restent = restent.filter((v) => v !== suivante);
      derniere = suivante;
    }
    if (siennes.length > 0) couvertes.set(seance, siennes);
  }
  return couvertes;
};

/** [AP-11] Each visit is told what covers it, or may come to, as that one is once creations are attached to it [CO-8]. */
export const lierCouvertes = (interventions: readonly Intervention[]): Intervention[] => {
  const porteuses = new Map(
    interventions.flatMap((i) => (i.couvertes ?? i.suivantes ?? []).map((v) => [v.id, i] as const)),
  );
  if (porteuses.size === 0) return [...interventions];
  return interventions.map((i) => {
    const p = i.visite && !i.arrivee && !i.depart ? porteuses.get(i.visite.id) : undefined;
    if (!i.visite || !p?.arrivee || !p.visite) return i;
    const { id, arrivee, depart, ecartes, visite, creations } = p;
    if (!depart) return { ...i, precedente: { id, arrivee, ecartes, visite, creations } };
    const texte = phraseCouverte(i.visite, arrivee.instant);
    return {
      ...i,
      couverture: { id, arrivee, depart, ecartes, visite, creations },
      explication: [{ regle: 'AP-11', pointages: [arrivee.id, depart.id], texte }],
    };
  });
};
