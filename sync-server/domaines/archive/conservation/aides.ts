import type { Intervenant } from '#shared/contrats/dossiers/dossiers';
import type { LignePurge, Purge } from '#shared/contrats/exploitation/conservation';
import { baseAntenne, idAgregat, idIntervenant } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { ajouterMois, moisDe, moisParis } from '#shared/temps/paris';
import { type DateCivile, type Instant, moisSchema } from '#shared/temps/types';
import { ecrireTout } from '../../../store/ecrire';
import { lirePlage, lireUn, type Magasin, plageDuType, type Stocke } from '../../../store/lire';
import { plageSure } from '../../../store/types';
import { effacerPlage, type Gomme, ligneDe } from './effacer';

type Bilan = { lignes: LignePurge[]; retenus: number };
type Visite = { _id: string; usagerId?: string };

/** Aides whom the files no longer name, in any of the antennas that have a copy, and since when. */
const lireParties = (parBase: Iterable<readonly Intervenant[]>): Map<string, DateCivile> => {
  const parties = new Map<string, DateCivile>();
  const presentes = new Set<string>();
  for (const docs of parBase)
    for (const { id, absentDepuis } of docs)
      if (absentDepuis === undefined) presentes.add(id);
      else if (absentDepuis > (parties.get(id) ?? '')) parties.set(id, absentDepuis);
  for (const id of presentes) parties.delete(id);
  return parties;
};

const avant = (parties: ReadonlyMap<string, DateCivile>, limite: DateCivile): Set<string> =>
  new Set([...parties].flatMap(([id, depuis]) => (depuis < limite ? [id] : [])));

/** Every aide that a document names, wherever it does: who made a visit, for whom it was planned, whom it covers. */
const citer = (valeur: unknown, citees: Set<string>): void => {
  if (typeof valeur !== 'object' || valeur === null) return;
  for (const [cle, v] of Object.entries(valeur))
    if (cle === 'intervenantId' && typeof v === 'string') citees.add(v);
    else citer(v, citees);
};

/** Those that what an antenna keeps names: by the aggregate of a closed month, else by its visits, those to come included. */
const citeesDepuis = async (m: Magasin, de: DateCivile, maintenant: Instant): Promise<Set<string>> => {
  const citees = new Set<string>();
  const courant = moisParis(maintenant);
  for (const antenne of codesAntennes()) {
    const base = baseAntenne(antenne);
    for (let mois = moisDe(de); mois <= courant; mois = ajouterMois(mois, 1)) {
      const agregat = await lireUn<{ intervenants?: object }>(m, base, idAgregat(mois, antenne));
      for (const id of Object.keys(agregat?.intervenants ?? {})) citees.add(id);
      if (agregat?.intervenants) continue;
      const fin = mois === courant ? plageDuType('intervention').fin : `intervention:${ajouterMois(mois, 1)}`;
      // As they are written: one that cannot be read names somebody all the same.
      for (const i of await lirePlage(m, base, { debut: `intervention:${mois}`, fin })) citer(i, citees);
    }
  }
  return citees;
};

/** Those of the visits that a hold keeps beyond their clock: who came is part of what is held. */
const citeesTenues = async (g: Gomme, limite: DateCivile): Promise<Set<string>> => {
  const citees = new Set<string>();
  const { usagers, mois } = g.retenue;
  if (usagers.length + mois.size === 0) return citees;
  const tenue = ({ _id, usagerId = '' }: Visite): boolean =>
    usagers.includes(usagerId) || mois.has(moisSchema.parse(_id.slice('intervention:'.length).slice(0, 7)));
  // Read by pages, and nothing wanted.
  for (const antenne of codesAntennes())
    await effacerPlage(
      g,
      baseAntenne(antenne),
      { ...plageDuType('intervention'), fin: `intervention:${limite}` },
      (d) => {
        if (tenue(d)) citer(d, citees);
        return false;
      },
    );
  return citees;
};

const sansNumero = ({ telephone: _, ...doc }: Stocke<Intervenant>): object => doc;

/**
 * [RE] An aide who left. Her own number served to call her, and goes with the clock of the files. Her name, her code and her dates
 * are those of visits and punches, which could not be told nor paired again without them: they go once nothing that is kept names
 * her. After the interventions, whose clock that is.
 */
export const purgerAides = async (g: Gomme, limites: Purge['limites'], maintenant: Instant): Promise<Bilan> => {
  const lignes: LignePurge[] = [];
  const parBase = new Map<string, Stocke<Intervenant>[]>();
  for (const antenne of codesAntennes()) {
    const base = baseAntenne(antenne);
    parBase.set(base, await plageSure(g.m, 'intervenant', { base }));
  }
  const parties = lireParties(parBase.values());
  const anciennes = avant(parties, limites.INTERVENTIONS);
  let retenus = 0;
  // Years of months are read only where somebody may go.
  if (anciennes.size > 0)
    for (const id of await citeesDepuis(g.m, limites.INTERVENTIONS, maintenant)) anciennes.delete(id);
  if (anciennes.size > 0)
    for (const id of await citeesTenues(g, limites.INTERVENTIONS)) retenus += Number(anciennes.delete(id));

  const oubliees = avant(parties, limites.DOSSIERS);
  const fiches = new Set([...anciennes].map(idIntervenant));
  for (const [base, docs] of parBase) {
    const avecNumero = docs.filter((d) => d.telephone !== undefined && oubliees.has(d.id) && !anciennes.has(d.id));
    if (!g.aBlanc) await ecrireTout(g.m, base, avecNumero.map(sansNumero));
    lignes.push(
      ...ligneDe(
        'DOSSIERS',
        base,
        'téléphones des aides',
        avecNumero.map((d) => d._id),
      ),
    );
    if (fiches.size === 0) continue;
    const bilan = await effacerPlage(g, base, plageDuType('intervenant'), (d) => fiches.has(d._id));
    lignes.push(...ligneDe('INTERVENTIONS', base, 'intervenant', bilan.ids));
    retenus += bilan.retenus;
  }
  return { lignes, retenus };
};
