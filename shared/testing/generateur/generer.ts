import { ecrireFichier } from '../../formats/codec-ecriture';
import { CORRECTIONS } from '../../formats/corrections/corrections';
import { FINANCEURS } from '../../formats/financeurs/financeurs';
import { INTERVENANTS, type LigneIntervenant } from '../../formats/intervenants/intervenants';
import { PLANNING } from '../../formats/planning/planning';
import { POINTAGES } from '../../formats/pointages/pointages';
import { USAGERS } from '../../formats/usagers/usagers';
import { ajouterJours, premierJour } from '../../temps/paris';
import type { DateCivile, Instant, Mois } from '../../temps/types';
import { creerAlea } from '../alea';
import { genererCasLimites } from './cas-limites';
import { lignesCorrections, saisirCorrections } from './corrections';
import { genererFinanceurs } from './financeurs';
import { genererIntervenants } from './intervenants';
import { genererPlanning, lignesPlanning, type VisiteGeneree } from './planning';
import { genererPointages, numeroteur, type Realisation } from './pointages';
import type { Taille } from './tailles';
import { genererUsagers, lignesUsagers, type UsagerGenere } from './usagers';

export type Demande = {
  graine: number;
  /** In order, at least one. */
  mois: readonly Mois[];
  taille: Taille;
  /** Of these months, those before it are not drawn: files of people, and what happened since. */
  depuis?: Mois | undefined;
  /** Nothing has happened after it: no punch, no correction. */
  jusqua?: Instant | undefined;
  /** With corrections that CO-3 refuses among the others: an import then reports them. */
  refusees?: boolean | undefined;
};

export type FichierGenere = { nom: string; contenu: string };

export type ServiceGenere = {
  fichiers: FichierGenere[];
  aides: LigneIntervenant[];
  usagers: UsagerGenere[];
  visites: VisiteGeneree[];
  /** What became of them, as far as `jusqua`; unplanned visits too. */
  realisations: Realisation[];
};

const compact = (t: string): string => t.replaceAll('-', '');

/** A month draws from its own seed: it is the same whatever other months are asked for with it. */
const aleaDuMois = (graine: number, mois: Mois) => creerAlea(graine * 1_000_003 + Number(compact(mois)));

const fichiersUsagers = (usagers: readonly UsagerGenere[], mois: readonly Mois[]): FichierGenere[] =>
  mois.map((m, i) => ({
    nom: `USAGERS_${compact(m)}01.csv`,
    contenu: ecrireFichier(USAGERS, lignesUsagers(usagers, i > 0 && i === mois.length - 1)),
  }));

/** An invented service of the first antennas: the same demand gives the same bytes. */
export const genererService = ({ graine, mois, taille, depuis, jusqua, refusees = false }: Demande): ServiceGenere => {
  const [premier, dernier] = [mois[0], mois.at(-1)];
  if (!premier || !dernier) throw new Error('un mois au moins');
  const aides = genererIntervenants(creerAlea(graine), taille);
  const usagers = genererUsagers(creerAlea(graine + 1), taille, mois);
  const milieu: DateCivile = ajouterJours(premierJour(dernier), 15);
  const parMois = mois
    .filter((m) => depuis === undefined || m >= depuis)
    .map((m) => genererMois({ graine, mois: m, aides, usagers, jusqua, refusees }));
  return {
    fichiers: [
      { nom: 'FINANCEURS.csv', contenu: ecrireFichier(FINANCEURS, genererFinanceurs(milieu)) },
      { nom: `INTERVENANTS_${compact(premier)}01.csv`, contenu: ecrireFichier(INTERVENANTS, aides) },
      ...fichiersUsagers(usagers, mois),
      ...parMois.flatMap((m) => m.fichiers),
    ],
    aides,
    usagers,
    visites: parMois.flatMap((m) => m.visites),
    realisations: parMois.flatMap((m) => m.realisations),
  };
};

type DemandeMois = {
  graine: number;
  mois: Mois;
  aides: LigneIntervenant[];
  usagers: UsagerGenere[];
  jusqua: Instant | undefined;
  refusees: boolean;
};

const genererMois = ({ graine, mois, aides, usagers, jusqua, refusees }: DemandeMois) => {
  const alea = aleaDuMois(graine, mois);
  const visites = genererPlanning(alea, mois, aides, usagers);
  const { realisations, pointages } = genererPointages({ alea, aides, numeroter: numeroteur(mois), jusqua }, visites);
  const saisies = saisirCorrections(alea, realisations, refusees);
  const [usager, aide] = [usagers[0], aides[0]];
  if (!usager || !aide) throw new Error('un usager et une aide au moins');
  const limites = genererCasLimites(mois, usager, aide, { jusqua, refusees });
  const suffixe = `${compact(mois)}.csv`;
  const corrections = lignesCorrections(alea, mois, [...saisies, ...limites.saisies], jusqua);
  return {
    visites,
    realisations,
    fichiers: [
      {
        nom: `PLANNING_${suffixe}`,
        contenu: ecrireFichier(PLANNING, [...lignesPlanning(visites), ...limites.planning]),
      },
      {
        // In no order: the order in which punches arrive must not matter [AP-8].
        nom: `POINTAGES_${suffixe}`,
        contenu: ecrireFichier(POINTAGES, alea.melanger([...pointages, ...limites.pointages])),
      },
      { nom: `CORRECTIONS_${suffixe}`, contenu: ecrireFichier(CORRECTIONS, corrections) },
    ],
  };
};
