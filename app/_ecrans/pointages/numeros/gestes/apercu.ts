import type { Intervention, PointageRetenu, VisitePrevue } from '#shared/contrats/corrections/intervention';
import { idPointage } from '#shared/contrats/ids';
import type { Attente } from '#shared/contrats/pointages/derives';
import type { Pointage, Sens } from '#shared/contrats/pointages/pointage';
import { apparierPaire } from '#shared/domain/appariement/paire';
import { rapprocher } from '#shared/domain/appariement/rapprocher';
import { estInhabituelle } from '#shared/domain/duree/inhabituelle';
import type { ParametresAu } from '#shared/domain/types';
import { ajouterA } from '#shared/listes';
import { dateParis, ecartMinutes } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';

/** What a visit will last, in minutes; `prevue` where one was planned. */
export type DureeFaite = { duree: number; prevue?: number; inhabituelle: boolean };

export type Rapproche = {
  attente: Attente;
  /** Absent: no planned visit near enough, or the aide is not known. */
  visite?: VisitePrevue | undefined;
  /** Of the visit that this call completes; said once, on its last call. */
  dure?: DureeFaite | undefined;
};
export type Apercu = {
  /** What the attachment takes, in chronological order. */
  pris: readonly Rapproche[];
  /** Punches before the date from which it holds: they go on waiting. */
  restent: number;
};

const pointage = (p: PointageRetenu, sens: Sens, i: Intervention): Pointage => ({
  _id: idPointage(p.instant, p.id),
  type: 'pointage',
  id: p.id,
  sens,
  instant: p.instant,
  recuLe: p.recuLe,
  source: p.source,
  usagerId: i.usagerId,
  intervenantId: i.intervenantId,
});

const dejaLa = (i: Intervention): Pointage[] => [
  ...(i.arrivee ? [pointage(i.arrivee, 'ARRIVEE', i)] : []),
  ...(i.depart ? [pointage(i.depart, 'DEPART', i)] : []),
];

const venu = (a: Attente, usagerId: string): Pointage => ({
  _id: idPointage(a.instant, a.pointageId),
  type: 'pointage',
  id: a.pointageId,
  sens: a.sens,
  instant: a.instant,
  recuLe: a.recuLe,
  source: a.source,
  usagerId,
  ...(a.intervenantId === undefined ? {} : { intervenantId: a.intervenantId }),
  ...(a.remplace === undefined ? {} : { remplace: a.remplace }),
});

/**
 * What attaching would make of waiting punches: the domain's own pairing, over that usager's visits of these days and the
 * punches that they have already.
 */
export const apercu = (
  attentes: readonly Attente[],
  usagerId: string,
  depuis: DateCivile | undefined,
  interventions: readonly Intervention[],
  parametresAu: ParametresAu,
): Apercu => {
  const pris = attentes
    .filter((a) => depuis === undefined || dateParis(a.instant) >= depuis)
    .sort((a, b) => (a.instant < b.instant ? -1 : 1));
  const siennes = interventions.filter((i) => i.usagerId === usagerId);
  const parAide = new Map<string, Pointage[]>();
  for (const p of [...siennes.flatMap(dejaLa), ...pris.map((a) => venu(a, usagerId))]) {
    if (p.intervenantId === undefined) continue;
    ajouterA(parAide, p.intervenantId, p);
  }
  const seances = [...parAide].flatMap(([intervenantId, pointages]) =>
    apparierPaire(pointages, parametresAu).map((seance) => ({ intervenantId, seance })),
  );
  const visites = siennes.flatMap((i) => i.visite ?? []);
  const { rapprochements } = rapprocher(seances, visites, parametresAu);
  const visiteDe = new Map<string, VisitePrevue>();
  const dureeDe = new Map<string, DureeFaite>();
  const venus = new Set(pris.map((a) => a.pointageId));
  for (const { seance } of seances) {
    const visite = rapprochements.get(seance)?.visite;
    const { arrivee, depart } = seance;
    const derniere = [depart, arrivee].find((p) => p && venus.has(p.id));
    if (arrivee && depart && derniere) {
      const duree = ecartMinutes(arrivee.instant, depart.instant);
      const prevue = visite && ecartMinutes(visite.debut, visite.fin);
      const seuil = parametresAu(dateParis(arrivee.instant)).dureeInhabituelle;
      dureeDe.set(derniere.id, {
        duree,
        ...(prevue === undefined ? {} : { prevue }),
        inhabituelle: prevue !== undefined && estInhabituelle(duree, prevue, seuil),
      });
    }
    if (!visite) continue;
    for (const p of [seance.arrivee, seance.depart, ...seance.ecartes.map((e) => e.pointage)]) {
      if (p) visiteDe.set(p.id, visite);
    }
  }
  return {
    pris: pris.map((attente) => ({
      attente,
      visite: visiteDe.get(attente.pointageId),
      dure: dureeDe.get(attente.pointageId),
    })),
    restent: attentes.length - pris.length,
  };
};
