import { createHash } from 'node:crypto';
import type { Absence } from '#shared/contrats/dossiers/absence';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { baseAntenne } from '#shared/contrats/ids';
import { POSTE_REPRISE } from '#shared/contrats/saisie-commune';
import { type AbsenceEnVigueur, absencesEnVigueur, jugerAbsence } from '#shared/domain/absence/absences';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { antenneAu } from '#shared/domain/cloture/antenne';
import type { LigneAbsence } from '#shared/formats/absences/absences';
import type { FichierLu } from '#shared/formats/codec-lecture';
import { ajouterA } from '#shared/listes';
import type { Instant } from '#shared/temps/types';
import type { Partage } from '../../../store/lectures/connus';
import type { Magasin } from '../../../store/lire';
import { plageType } from '../../../store/types';
import type { Lignes } from '../importer/journal-imports';
import { type Plan, planVide, sansVides } from './plan';

/** All absences, of the file as of the screens, once each: few, and known whatever their age. */
export const lireAbsences = async (m: Magasin, lire = plageType): Promise<Absence[]> => {
  const lues = await Promise.all(codesAntennes().map((a) => lire(m, 'absence', { antenne: a })));
  // One of an usager of several antennas is in each.
  return [...new Map(lues.flat().map(({ _rev, ...doc }): [string, Absence] => [doc.id, doc])).values()];
};

/**
 * The same row gives the same absence; one that says another end is another statement of it. `remplace`: what a row says again that
 * was said before, and was replaced since.
 */
const idDe = (l: LigneAbsence, remplace?: string): string =>
  `reprise-${createHash('sha256')
    .update(
      JSON.stringify([
        ...[l.id_millesime, l.type, l.debut, l.fin ?? null, l.commentaire ?? null],
        ...(remplace === undefined ? [] : [remplace]),
      ]),
    )
    .digest('hex')
    .slice(0, 20)}`;

const enAbsence = (
  l: LigneAbsence,
  o: { id: string; usager: Usager; instant: Instant; remplace: string | undefined },
): Absence => {
  const { id, usager, instant, remplace } = o;
  return sansVides({
    _id: `absence:${l.debut}:${id}`,
    type: 'absence' as const,
    id,
    date: l.debut,
    antenne: antenneAu(usager, l.debut),
    auteur: POSTE_REPRISE,
    instant,
    poste: POSTE_REPRISE,
    usagerId: l.id_millesime,
    nature: l.type,
    du: l.debut,
    au: l.fin,
    commentaire: l.commentaire,
    remplace,
  });
};

/** What was taken over of the same usager, kind and first day, as it stands. */
const dejaReprise = (enVigueur: readonly AbsenceEnVigueur[], l: LigneAbsence): AbsenceEnVigueur | undefined =>
  enVigueur.find(
    (a) => a.poste === POSTE_REPRISE && a.usagerId === l.id_millesime && a.nature === l.type && a.du === l.debut,
  );

const ditPareil = (a: Absence, l: LigneAbsence): boolean => a.au === l.fin && a.commentaire === l.commentaire;

/** Without the nature of the other one: the report is read by who may not know it. */
const CHEVAUCHE = 'une absence est déjà notée sur ces jours : modifiez-la, ou donnez d’autres dates';

/**
 * Absences taken over: added once; a row that changed states its absence again, be it to say what it once said; one that a manager has
 * stated again stays his. `refusees`: the rows that are taken up, where the same file comes again: the others say nothing new, and
 * another file may have said more since.
 */
export const planAbsences = (
  { usagers, absences }: { usagers: Map<string, Partage<Usager>>; absences: readonly Absence[] },
  lu: FichierLu<LigneAbsence>,
  { instant, refusees }: { instant: Instant; refusees: Lignes | undefined },
): Plan => {
  const plan: Plan = { ...planVide(), refus: [...lu.refus], avertissements: [...lu.avertissements] };
  const parUsager = new Map<string, Absence[]>();
  for (const a of absences) ajouterA(parUsager, a.usagerId, a);
  const connues = new Set(absences.map((a) => a.id));
  for (const { ligne, valeur: l } of lu.lignes) {
    const refuser = (colonne: keyof LigneAbsence, raison: string): void => {
      plan.refus.push({ ligne, colonne, valeur: String(l[colonne] ?? ''), raison });
    };
    const usager = usagers.get(l.id_millesime)?.doc;
    if (!usager) {
      refuser('id_millesime', 'usager inconnu : importez-le d’abord (USAGERS)');
      continue;
    }
    const siennes = parUsager.get(l.id_millesime) ?? [];
    const enVigueur = absencesEnVigueur(siennes);
    const avant = dejaReprise(enVigueur, l);
    const dite = connues.has(idDe(l));
    const redite = dite && avant !== undefined && (refusees?.has(ligne) ?? true) && !ditPareil(avant, l);
    const id = redite ? idDe(l, avant.id) : idDe(l);
    if (connues.has(id)) {
      plan.inchanges += 1;
      continue;
    }
    const absence = enAbsence(l, { id, usager, instant, remplace: avant?.id });
    const juge = jugerAbsence(absence, enVigueur);
    if (!juge.ok) {
      refuser('debut', juge.refus.code === 'CHEVAUCHE' ? CHEVAUCHE : juge.refus.message);
      continue;
    }
    if (avant) plan.modifies += 1;
    else plan.crees += 1;
    parUsager.set(l.id_millesime, [...siennes, absence]);
    connues.add(absence.id);
    plan.ecritures.push({ base: baseAntenne(absence.antenne), doc: absence });
  }
  return plan;
};
