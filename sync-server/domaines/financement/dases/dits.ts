import type { ClotureEcrite, EtatFige, VisiteFigee } from '#shared/contrats/cloture/cloture';
import type { Complement, VisiteComplementaire } from '#shared/contrats/cloture/complement';
import type { Antenne } from '#shared/contrats/commun';
import type { PriseEnCharge } from '#shared/contrats/dossiers/dossiers';
import { idEtatFige } from '#shared/contrats/ids';
import type { DejaPartie } from '#shared/domain/dases/complement';
import { ouvertesDe } from '#shared/domain/dases/ouvertures';
import { type CadreDases, partsDases } from '#shared/domain/dases/parts';
import { ajouterA } from '#shared/listes';
import { moisParis } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';
import { lireComplements, type Passe } from '../../../store/lectures/clos';
import type { Magasin } from '../../../store/lire';
import { lireSur } from '../../../store/types';
import { financeursFiges } from './mois-figes';

/** Reads each key once. */
const memoriser = <K, T>(lire: (cle: K) => Promise<T>) => {
  const connus = new Map<K, Promise<T>>();
  return (cle: K): Promise<T> => {
    const lu = connus.get(cle) ?? lire(cle);
    connus.set(cle, lu);
    return lu;
  };
};

type Partie = { visite: VisiteFigee; moisOrigine: Mois };

/** A visit as a closing left it; without an id, one that had not left. */
type Cible = { usagerId: string; interventionId: string | undefined; moisOrigine: Mois };

/** The closing by which a visit last left, and what the DASES was told of it by. */
type Dit = { depart: Mois; cadre: CadreDases | undefined };

/** What an antenna's closings told the DASES until the one of a month, each document read once. `avant`: a closing's number. */
export type Dits = {
  /** Oldest first; `closes`: with that one. */
  anterieures: readonly ClotureEcrite[];
  closes: readonly ClotureEcrite[];
  complements: (mois: Mois) => Promise<readonly Complement[]>;
  /** A visit that the closing of a month took back or changed, as it had left. */
  repris: (mois: Mois, interventionId: string) => Promise<Partie | undefined>;
  etatFige: (usagerId: string, mois: Mois) => Promise<EtatFige | undefined>;
  /** All prises en charge as the closing of a month froze them, by usager. */
  prisesDe: (mois: Mois) => Promise<Readonly<Record<string, readonly PriseEnCharge[]>>>;
  cadreDe: (usagerId: string, mois: Mois) => Promise<CadreDases | undefined>;
  /** [CL-5] Open when the visit left, each time that it did, or found open by a closing since, before that one. */
  cadreDit: (cible: Cible, avant: number) => Promise<Dit>;
  /** Open when a visit of theirs left that, of what a closing rectified of them, loses minutes to another by the split alone. */
  prisesCedees: (
    usagerId: string,
    visites: readonly VisiteComplementaire[],
    avant: number,
  ) => Promise<CadreDases['prises']>;
};

const minutesDe = (v: VisiteFigee, numero?: string): number =>
  v.parts.filter((p) => numero === undefined || p.numeroPec === numero).reduce((t, p) => t + p.minutes, 0);

/** Prises en charge that pay less of a visit that has kept all its minutes: the split gave them to another. */
const numerosCedes = (ancien: VisiteFigee, nouveau: VisiteFigee): ReadonlySet<string> =>
  new Set(
    minutesDe(nouveau) < minutesDe(ancien)
      ? []
      : ancien.parts.flatMap(({ numeroPec: n }) =>
          n !== undefined && minutesDe(nouveau, n) < minutesDe(ancien, n) ? n : [],
        ),
  );

/** `jusqua`: of an antenna that did not close the month, closed for good perhaps, what it had closed before the others did. */
export const ouvrirDits = (
  m: Magasin,
  passe: Passe,
  antenne: Antenne,
  { mois, jusqua }: { mois: Mois; jusqua: Instant },
): Dits => {
  const toutes = passe.clotures(antenne);
  const numero = toutes.find((k) => k.mois === mois)?.numero;
  const avant = (k: ClotureEcrite): boolean => (numero === undefined ? k.instant < jusqua : k.numero < numero);
  const anterieures = toutes.filter(avant);
  const closes = toutes.filter((k) => avant(k) || k.numero === numero);
  const complements = memoriser((x: Mois) => lireComplements(m, antenne, x));
  /** What a closing rectified, by the id of the visit as it was and as it became. */
  const rectifiees = memoriser(async (x: Mois) => {
    const parId = new Map<string, VisiteComplementaire[]>();
    for (const v of (await complements(x)).flatMap((c) => c.visites))
      for (const id of new Set([v.ancien?.interventionId, v.nouveau?.interventionId]))
        if (id !== undefined) ajouterA(parId, id, v);
    return parId;
  });
  const etats = memoriser((id: string) => lireSur(m, 'fige', id, { antenne }));
  const etatFige: Dits['etatFige'] = (usagerId, x) => etats(idEtatFige(x, usagerId));
  const prisesDe: Dits['prisesDe'] = async (x) => (await passe.cloture(antenne, x))?.prises ?? {};
  const cadres = memoriser(async (x: Mois) => {
    const cloture = await passe.cloture(antenne, x);
    const financeurs = cloture && financeursFiges(cloture);
    return financeurs?.ok && cloture ? { prises: cloture.prises ?? {}, financeurs: financeurs.valeur } : undefined;
  });
  const cadreDe: Dits['cadreDe'] = async (usagerId, x) => {
    const cadre = await cadres(x);
    if (!cadre) return undefined;
    const prises = (await etatFige(usagerId, x))?.prisesEnCharge ?? cadre.prises[usagerId] ?? [];
    return { prises, financeurs: cadre.financeurs };
  };
  /** The last closing, before that one, that rectified a visit into what it is, and what it was then. */
  const dernierDepart = async ({ usagerId, interventionId, moisOrigine }: Cible, avant: number) => {
    if (interventionId === undefined) return undefined;
    for (const k of toutes.filter((x) => x.numero < avant).toReversed()) {
      if (k.mois === moisOrigine) break;
      const siens = (await complements(k.mois)).find((x) => x.usagerId === usagerId)?.visites ?? [];
      const visite = siens.find((v) => v.moisOrigine === moisOrigine && v.nouveau?.interventionId === interventionId);
      if (visite) return { mois: k.mois, numero: k.numero, ancien: visite.ancien, siens };
    }
    return undefined;
  };
  const cadreDit: Dits['cadreDit'] = async (cible, avant) => {
    const { usagerId, moisOrigine } = cible;
    const rectifiee = await dernierDepart(cible, avant);
    const depart = rectifiee?.mois ?? moisOrigine;
    const cadre = await cadreDe(usagerId, depart);
    const rang = toutes.find((k) => k.mois === depart)?.numero;
    if (!cadre || rang === undefined) return { depart, cadre };
    const version = (p: { numero: string; dateDebut: string }) => `${p.numero} ${p.dateDebut}`;
    const dites = new Map(cadre.prises.map((p) => [version(p), p]));
    for (const k of toutes.filter((x) => x.numero > rang && x.numero < avant))
      for (const p of ouvertesDe((await prisesDe(k.mois))[usagerId])) dites.set(version(p), p);
    // A right closed when the visit was rectified was told nonetheless, where it was open before.
    const jadis = rectifiee?.ancien
      ? await cadreDit({ usagerId, interventionId: rectifiee.ancien.interventionId, moisOrigine }, rectifiee.numero)
      : undefined;
    // So was one whose minutes came to it from a visit that was told.
    const cedees = rectifiee ? await prisesCedees(usagerId, rectifiee.siens, rectifiee.numero) : [];
    const prises = [...dites.values(), ...ouvertesDe(jadis?.cadre?.prises), ...cedees];
    return { depart, cadre: { prises, financeurs: cadre.financeurs } };
  };
  const prisesCedees: Dits['prisesCedees'] = async (usagerId, visites, avant) => {
    const prises: CadreDases['prises'][number][] = [];
    for (const { ancien, nouveau, moisOrigine } of visites) {
      const numeros = ancien && nouveau ? numerosCedes(ancien, nouveau) : new Set<string>();
      if (numeros.size === 0) continue;
      const { cadre } = await cadreDit({ usagerId, interventionId: ancien?.interventionId, moisOrigine }, avant);
      prises.push(...ouvertesDe(cadre?.prises).filter((p) => numeros.has(p.numero)));
    }
    return prises;
  };
  return {
    anterieures,
    closes,
    complements,
    repris: async (x, id) => {
      const siennes = (await rectifiees(x)).get(id) ?? [];
      const { ancien, moisOrigine } = siennes.findLast((v) => v.ancien?.interventionId === id) ?? {};
      return ancien && moisOrigine ? { visite: ancien, moisOrigine } : undefined;
    },
    etatFige,
    prisesDe,
    cadreDe,
    cadreDit,
    prisesCedees,
  };
};

/** Months in which it may have left: where its hours, as they were punched and as corrections made them, put it. */
const moisPossibles = (v: VisiteFigee, moisOrigine: Mois): Set<Mois> =>
  new Set([
    moisOrigine,
    ...[v.arrivee, v.depart, ...v.corrections.flatMap((c) => [c.debut, c.fin])].flatMap((x) => (x ? moisParis(x) : [])),
  ]);

/**
 * [CL-4, CL-5] A visit as it left before, for whichever usager, month and antenna: the complement that took it back, or changed it,
 * froze what it was. Where no correction moved its hours, nor withdrew one that may have, those made since its month are read.
 */
export const departsAnterieurs = async (
  dits: ReadonlyMap<Antenne, Dits>,
  visite: VisiteFigee,
  moisOrigine: Mois,
): Promise<DejaPartie[]> => {
  const mois = moisPossibles(visite, moisOrigine);
  const retiree = visite.corrections.some((c) => c.nature === 'RETRAIT');
  const departs: DejaPartie[] = [];
  for (const d of dits.values()) {
    const premiere = d.closes.find((k) => retiree || mois.has(k.mois));
    if (!premiere) continue;
    for (const k of d.closes.filter((x) => x.numero > premiere.numero)) {
      const partie = await d.repris(k.mois, visite.interventionId);
      if (!partie) continue;
      const { usagerId, interventionId } = partie.visite;
      const { cadre } = await d.cadreDit({ usagerId, interventionId, moisOrigine: partie.moisOrigine }, k.numero);
      if (cadre) departs.push({ visite: partie.visite, cadre });
    }
  }
  return departs;
};

/** The month of which this one's closings take a visit back, whoever had told it. */
const reprisDe = async (dits: ReadonlyMap<Antenne, Dits>, mois: Mois, id: string): Promise<Mois | undefined> => {
  for (const d of dits.values()) {
    const partie = await d.repris(mois, id);
    if (partie) return partie.moisOrigine;
  }
  return undefined;
};

/**
 * [CL-5] The month's own visits that the DASES was told of already, by ids: hours that were corrected took them out of another month,
 * or a correction that applies no more had.
 */
export const dejaDites = async (
  dits: ReadonlyMap<Antenne, Dits>,
  visites: readonly VisiteFigee[],
  mois: Mois,
): Promise<ReadonlySet<string>> => {
  const dites = new Set<string>();
  for (const v of visites) {
    const origine = await reprisDe(dits, mois, v.interventionId);
    const deplacee = moisPossibles(v, mois).size > 1 || v.corrections.some((c) => c.nature === 'RETRAIT');
    if (origine === undefined && !deplacee) continue;
    const departs = await departsAnterieurs(dits, v, origine ?? mois);
    if (departs.some((d) => partsDases(d.visite, d.cadre).length > 0)) dites.add(v.interventionId);
  }
  return dites;
};
