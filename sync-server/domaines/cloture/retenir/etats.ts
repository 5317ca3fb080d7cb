import type { EtatFige } from '#shared/contrats/cloture/cloture';
import type { Antenne } from '#shared/contrats/commun';
import type { Usager } from '#shared/contrats/dossiers/dossiers';
import { figerMois, partagerRetenues } from '#shared/domain/cloture/figer';
import { indexerCorrections } from '#shared/domain/intervention/cibles';
import { retenir } from '#shared/domain/intervention/retenir';
import type { Retenue } from '#shared/domain/types';
import { ajouterMois, moisDe, premierJour } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { type Consommation, consommer, lireEtatsClos, reportDe } from '../../../store/lectures/clos';
import { accepteesDuMois, type DonneesMois, lireDonneesMois } from '../../../store/lectures/mois';
import { bordsDuMois, brutsRecueillis, pointagesDits } from './bruts';
import { type Cadre, type EtatsPasses, nomDe } from './cadre';
import { type Tenues, visitesTenues } from './tenues';

/**
 * The month's interventions as they are retained now: every correction that was taken applies, or says why not, the late ones
 * too. What one of those moves out of a closed month leaves it as complementary lines [CL-4], and is billed where it goes. One
 * without verdict waits for it: it came while the month was being closed.
 */
const retenirMois = async (c: Cadre, mois: Mois): Promise<Pick<EtatsMois, 'retenues' | 'acceptees'>> => {
  const donnees = await lireDonneesMois(c.m, mois, c.perimetre);
  return { retenues: retenirDonnees(c, donnees), acceptees: accepteesDuMois(donnees.corrections, mois) };
};

export const retenirDonnees = (
  c: Pick<Cadre, 'maintenant' | 'parametresAu'>,
  { interventions, corrections }: DonneesMois,
): Retenue[] => {
  const correctionsDe = indexerCorrections(corrections.filter((s) => s.verdict));
  const contexte = { maintenant: c.maintenant, parametresAu: c.parametresAu };
  return interventions.map((i) => retenir(i, correctionsDe(i), contexte));
};

export type EtatsMois = {
  retenues: Retenue[];
  parAntenne: Map<Antenne, EtatFige[]>;
  /** The accepted corrections that were read, those of the month. */
  acceptees: ReadonlySet<string>;
  tenues: Tenues;
};

/** The frozen states of a month as they would be now, for the antennas asked. */
export const calculerMois = async (c: Cadre, mois: Mois, antennes: readonly Antenne[]): Promise<EtatsMois> => {
  const p = c.parametresAu(premierJour(mois));
  const consommation = await consommationAvant(c, mois, p.reportApaMois);
  const { retenues, acceptees } = await retenirMois(c, mois);
  // [CL-1] A usager who changed antenna within the month: what the other one has closed of theirs stays split as it was. A visit
  // may have been told for anyone: all are read, whatever is asked.
  const { etats: clos } = await lireEtatsClos(c.m, c.passe, mois);
  const figees = new Map(clos.flatMap((e) => e.visites.map((v) => [`${v.usagerId} ${v.interventionId}`, v.parts])));
  const tenues = await visitesTenues(c, mois, mois, retenues, clos);
  const bruts = {
    pointagesDits: pointagesDits(clos),
    recueillis: brutsRecueillis(c, mois, retenues),
    ...(await bordsDuMois(c, mois, retenues)),
  };
  const report = reportDe(consommation, {
    depuis: moisDe(p.reportApaDepuis),
    mois: p.reportApaMois,
    premierMois: c.premierMois,
  });
  const usager = (id: string): Usager | undefined => c.usagers.get(id);
  const retenuesDe = partagerRetenues(retenues, { usager, recueillis: bruts.recueillis });
  const parAntenne = new Map(
    antennes.map((antenne): [Antenne, EtatFige[]] => [
      antenne,
      figerMois({
        mois,
        antenne,
        retenues: retenuesDe(antenne),
        usager,
        nomIntervenant: (id) => nomDe(c, id),
        nomAuteur: c.nomAuteur,
        roleAuteur: c.roleAuteur,
        financeurs: c.financeurs,
        parametresAu: c.parametresAu,
        report,
        figees: (usagerId, interventionId) => figees.get(`${usagerId} ${interventionId}`),
        tenues,
        ...bruts,
      }),
    ]),
  );
  return { retenues, parAntenne, acceptees, tenues };
};

/** The states of one month: as they left where it is closed, computed where it is still open. */
export const etatsDuMois = async (c: Cadre, mois: Mois): Promise<EtatsPasses> => {
  const { etats, plafonds, ouvertes } = await lireEtatsClos(c.m, c.passe, mois, c.perimetre);
  if (ouvertes.length === 0) return { etats, plafonds };
  const { parAntenne } = await calculerMois(c, mois, ouvertes);
  return { etats: [...etats, ...[...parAntenne.values()].flat()], plafonds };
};

const passesDe = (c: Cadre, mois: Mois): Promise<EtatsPasses> => {
  const passes = c.consommations.get(mois) ?? etatsDuMois(c, mois);
  c.consommations.set(mois, passes);
  return passes;
};

/** [FI-6] What the months before have drawn on each cap. */
export const consommationAvant = async (c: Cadre, mois: Mois, profondeur: number): Promise<Consommation> => {
  const consommation = consommer();
  if (c.premierMois === undefined || c.premierMois >= mois) return consommation;
  for (const m of moisPrecedents(mois, profondeur, c.premierMois)) {
    const { etats, plafonds } = c.comptees?.get(m) ?? (await passesDe(c, m));
    for (const e of etats) consommation.ajouter(e);
    for (const p of plafonds) consommation.plafonner(m, p);
  }
  return consommation;
};

const moisPrecedents = (mois: Mois, n: number, premier: Mois): Mois[] =>
  Array.from({ length: n }, (_, i) => ajouterMois(mois, i - n)).filter((m) => m >= premier);
