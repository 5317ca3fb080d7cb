import type { BrutFige, VisiteFigee } from '../../contrats/cloture/cloture';
import type { LigneBrut } from '../../formats/brut/brut';
import type { LigneServiceFait } from '../../formats/service-fait/service-fait';
import { moisParis } from '../../temps/paris';
import type { Mois } from '../../temps/types';
import { comparer } from '../appariement/ordre';

// What a frozen visit and its raw hours are called in the files, whoever receives them.

/**
 * What a column says of a frozen visit. One that a newly frozen field feeds may be empty, and says `depuis` which month it is frozen: a
 * month closed before that, computed again, says nothing of it, and its visits are not told anew for that alone.
 */
export type Colonne<T> = { de: (v: VisiteFigee) => T } & (undefined extends T ? { depuis?: Mois } : { depuis?: never });
export type Colonnes<L> = { readonly [C in keyof L]-?: Colonne<L[C]> };

const SERVICE_FAIT: Colonnes<LigneServiceFait> = {
  id_millesime: { de: (v) => v.usagerId },
  id_intervenant: { de: (v) => v.intervenantId },
  debut: { de: (v) => v.debut },
  fin: { de: (v) => v.fin },
  duree: { de: (v) => v.duree },
  minutes_complementaires: { de: (v) => v.minutesComplementaires },
  motif_correction: { de: (v) => v.motif },
  code_prestation: { de: (v) => v.codePrestation },
};

type Lecture = [nom: string, de: (v: VisiteFigee) => unknown];

/** What these columns say of a visit. The month that froze it is that of its start. */
export const lecteurColonnes = <L>(colonnes: Colonnes<L>): ((v: VisiteFigee) => L) => {
  const lectures = Object.entries<Colonne<unknown>>(colonnes).map(
    ([nom, { de, depuis }]): Lecture => [
      nom,
      depuis === undefined ? de : (v) => (moisParis(v.debut) < depuis ? undefined : de(v)),
    ],
  );
  return (v) => Object.fromEntries(lectures.map(([nom, de]) => [nom, de(v)])) as L;
};

export const colonnesServiceFait = lecteurColonnes(SERVICE_FAIT);

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

/** The columns of a side of a complementary row, as its format names them. */
type DuCote<Cote extends string> = {
  [C in keyof LigneServiceFait as `${Cote}_${C}`]: LigneServiceFait[C] | undefined;
};

/** [CL-4] One side of a complementary row, `ancien_…` or `nouveau_…`; empty where there is no visit on it. */
export const colonnesDuCote = <Cote extends 'ancien' | 'nouveau'>(
  cote: Cote,
  v: VisiteFigee | undefined,
): DuCote<Cote> => {
  const siennes: Record<string, unknown> = v ? colonnesServiceFait(v) : {};
  return Object.fromEntries(Object.keys(SERVICE_FAIT).map((c) => [`${cote}_${c}`, siennes[c]])) as DuCote<Cote>;
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
