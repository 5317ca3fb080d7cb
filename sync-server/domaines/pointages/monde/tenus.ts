import type { VisiteFigee } from '#shared/contrats/cloture/cloture';
import { baseAntenne, idComplement, idEtatFige } from '#shared/contrats/ids';
import type { Orphelin } from '#shared/contrats/pointages/derives';
import type { Appel, Pointage } from '#shared/contrats/pointages/pointage';
import { antenneAu } from '#shared/domain/cloture/antenne';
import { gestesAu } from '#shared/domain/pointage/numeros';
import { dateParis } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { moisAutour } from '../../../store/lectures/a-dire';
import { lireMoisClosDe } from '../../../store/lectures/mois-clos';
import type { Magasin, Stocke } from '../../../store/lire';
import { clesType } from '../../../store/types';
import { type Situation, situer } from '../appariement/situer';
import type { Monde } from './monde';

// [PT-5, CL-2] A file that leaves a number out, or gives it to somebody else, says nothing of when it was whose: what it had attached in
// a month that is closed stays where a closing told it, and there alone. No closing told a punch that came after the month was closed,
// so the file's word holds for it. Only a manager's gesture takes a punch back.

type Appelant = Pointage | Appel;

/** What tells where a punch stands. */
export type Lieu = Pick<Monde, 'annuaire' | 'horloge'> & { magasin: Magasin };

// By the whole id: a failed call may be told twice, by the SVI and by the operator's records, at two instants.
export const idOrphelin = (p: Appelant): string => `orphelin:${dateParis(p.instant)}:${p._id}`;

const situerLa = ({ annuaire, horloge }: Lieu, p: Appelant): Situation => situer(annuaire, p, dateParis(horloge()));

/** A caller, and where the directory puts her call now. */
type Situe<P extends Appelant> = { p: P; situation: Situation };

const situerLes = <P extends Appelant>(lieu: Lieu, appelants: readonly P[]): Situe<P>[] =>
  appelants.map((p) => ({ p, situation: situerLa(lieu, p) }));

/** Whether the files alone say whose it is, or was: it shows a number of which no gesture says anything on its date. */
const estDesFichiers = (lieu: Lieu, { p, situation: { raison } }: Situe<Appelant>): boolean => {
  if (p.type !== 'pointage' || p.usagerId !== undefined || p.numeroAppelant === undefined) return false;
  if (raison !== undefined && raison !== 'USAGER_INCONNU') return false;
  const jour = dateParis(p.instant);
  const { rattachements } = lieu.annuaire.numeros(p.numeroAppelant);
  return gestesAu(rattachements, jour).length === 0;
};

/** Whose a punch would stay, and where. */
type Gardien = { usagerId: string; base: string };

/** What told it: by its id among raw hours; a complement says the hours alone of a visit that has another's id. */
type Dits = { ids: ReadonlySet<string>; heures: ReadonlySet<string> };

const heuresDe = (v: VisiteFigee | undefined): string[] => [v?.arrivee, v?.depart].flatMap((x) => x ?? []);

/** What closings told of an usager, of the months that a punch of that day may be of; nothing of one that no closing told. */
const lireDits = async (lieu: Lieu, { usagerId, base }: Gardien, mois: readonly Mois[]): Promise<Dits> => {
  const clos = await lireMoisClosDe(lieu.magasin, base);
  const siens = mois.filter((m) => clos.has(m));
  if (siens.length === 0) return { ids: new Set(), heures: new Set() };
  const de = <T extends 'fige' | 'complement'>(type: T, ids: readonly string[]) =>
    clesType(lieu.magasin, type, ids, { base });
  const [figes, complements] = await Promise.all([
    de(
      'fige',
      siens.map((m) => idEtatFige(m, usagerId)),
    ),
    de(
      'complement',
      [...clos].map((m) => idComplement(m, usagerId)),
    ),
  ]);
  const venues = complements.flatMap((c) => c?.visites ?? []).filter((v) => siens.includes(v.moisOrigine));
  const visites = [...figes.flatMap((e) => e?.visites ?? []), ...venues.flatMap((v) => [v.ancien, v.nouveau])];
  const bruts = figes.flatMap((e) => e?.bruts ?? []);
  return {
    ids: new Set([
      ...bruts.flatMap((b) => [b.interventionId, b.idPointageArrivee, b.idPointageDepart].flatMap((x) => x ?? [])),
      ...visites.flatMap((v) => v?.interventionId ?? []),
    ]),
    heures: new Set(visites.flatMap(heuresDe)),
  };
};

/** Whether a closing told it of that usager; each of its states is read once. */
const lecteurDits = (lieu: Lieu): ((p: Appelant, g: Gardien) => Promise<boolean>) => {
  const lus = new Map<string, Promise<Dits>>();
  return async (p, g) => {
    if (p.type !== 'pointage') return false;
    const mois = [...new Set(moisAutour(dateParis(p.instant)))];
    const cle = `${g.base} ${g.usagerId} ${mois.join()}`;
    const lu = lus.get(cle) ?? lireDits(lieu, g, mois);
    lus.set(cle, lu);
    const { ids, heures } = await lu;
    return ids.has(p.id) || heures.has(p.instant);
  };
};

export type Place<P extends Appelant> = {
  p: P;
  avant: Stocke<Orphelin> | undefined;
  situation: Situation;
  tenue: boolean;
};

/** Those that a closed month told stay where it told them. `orphelinDe`: what was kept of one. */
const placer = async <P extends Appelant>(
  lieu: Lieu,
  situes: readonly Situe<P>[],
  orphelinDe: (p: P, rang: number) => Stocke<Orphelin> | undefined,
): Promise<Place<P>[]> => {
  const estDit = lecteurDits(lieu);
  return Promise.all(
    situes.map(async (un, rang) => {
      const { p, situation } = un;
      const avant = orphelinDe(p, rang);
      const seule = { p, avant, situation, tenue: false };
      // One that was waiting was told by no month.
      const autre = avant?.usagerId !== undefined && avant.usagerId !== situation.usagerId && avant.base === undefined;
      const usager = autre && estDesFichiers(lieu, un) ? lieu.annuaire.usager(avant.usagerId ?? '') : undefined;
      if (!usager) return seule;
      const antenne = antenneAu(usager, dateParis(p.instant));
      const tenue = await estDit(p, { usagerId: usager.id, base: baseAntenne(antenne) });
      return tenue ? { ...seule, situation: { usagerId: usager.id, antenne }, tenue } : seule;
    }),
  );
};

/** Where each stands: as the directory says it now, or where a closed month told it; and what was kept of it. */
export const situerTous = <P extends Appelant>(
  lieu: Lieu,
  appelants: readonly P[],
  orphelins: readonly (Stocke<Orphelin> | undefined)[],
): Promise<Place<P>[]> => placer(lieu, situerLes(lieu, appelants), (_, rang) => orphelins[rang]);

/** The same of punches that pairing reads: what was kept is looked up of those alone whose usager the files say. */
export const situerPointages = async <P extends Pointage>(lieu: Lieu, pointages: readonly P[]): Promise<Place<P>[]> => {
  const situes = situerLes(lieu, pointages);
  const desFichiers = situes.flatMap((s) => (estDesFichiers(lieu, s) ? s.p : []));
  const lus = desFichiers.length > 0 ? await clesType(lieu.magasin, 'orphelin', desFichiers.map(idOrphelin), {}) : [];
  const connus = new Map(desFichiers.map((p, i) => [p._id, lus[i]]));
  return placer(lieu, situes, (p) => connus.get(p._id));
};
