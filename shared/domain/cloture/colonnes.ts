import type { BrutFige, VisiteFigee } from '../../contrats/cloture/cloture';
import type { LigneBrut } from '../../formats/brut/brut';
import type { LigneServiceFait } from '../../formats/service-fait/service-fait';
import { comparer } from '../appariement/ordre';

// What a frozen visit and its raw hours are called in the files, whoever receives them.

export const colonnesServiceFait = (v: VisiteFigee): LigneServiceFait => ({
  id_millesime: v.usagerId,
  id_intervenant: v.intervenantId,
  debut: v.debut,
  fin: v.fin,
  duree: v.duree,
  minutes_complementaires: v.minutesComplementaires,
  motif_correction: v.motif,
  code_prestation: v.codePrestation,
});

export const colonnesBrut = (b: BrutFige): LigneBrut => ({
  id_millesime: b.usagerId,
  id_intervenant: b.intervenantId,
  arrivee: b.arrivee,
  depart: b.depart,
  statut: b.statut as LigneBrut['statut'],
  numero_appelant: b.numeroAppelant,
  id_pointage_arrivee: b.idPointageArrivee,
  id_pointage_depart: b.idPointageDepart,
  source: b.source as LigneBrut['source'],
});

const SERVICE_FAIT = [
  'id_millesime',
  'id_intervenant',
  'debut',
  'fin',
  'duree',
  'minutes_complementaires',
  'motif_correction',
  'code_prestation',
] as const satisfies readonly (keyof LigneServiceFait)[];

/** [CL-4] One side of a complementary row, `ancien_…` or `nouveau_…`; empty where there is no visit on it. */
export const colonnesDuCote = (cote: 'ancien' | 'nouveau', v: VisiteFigee | undefined): Record<string, unknown> => {
  const siennes = v && colonnesServiceFait(v);
  return Object.fromEntries(SERVICE_FAIT.map((c) => [`${cote}_${c}`, siennes?.[c]]));
};

/** By keys in order, each by code units; an absent one is the empty text, and comes first. */
export const trierParCles = <T>(lignes: readonly T[], cle: (l: T) => readonly string[]): T[] =>
  lignes
    .map((l) => ({ l, cle: cle(l) }))
    .sort((a, b) => parCles(a.cle, b.cle))
    .map(({ l }) => l);

const parCles = (a: readonly string[], b: readonly string[]): number => {
  for (const [i, x] of a.entries()) {
    const ordre = comparer(x, b[i] ?? '');
    if (ordre !== 0) return ordre;
  }
  return 0;
};
