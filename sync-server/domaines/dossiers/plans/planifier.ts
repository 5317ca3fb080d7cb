import { premiersJours } from '#shared/domain/ventilation/financeurs';
import { ABSENCES } from '#shared/formats/absences/absences';
import type { Champs, Format, Ligne } from '#shared/formats/champ';
import type { FichierLu, FichierRefuse } from '#shared/formats/codec-lecture';
import { CORRECTIONS } from '#shared/formats/corrections/corrections';
import { FINANCEURS } from '#shared/formats/financeurs/financeurs';
import { INTERVENANTS } from '#shared/formats/intervenants/intervenants';
import type { NomFichier } from '#shared/formats/nom-fichier';
import { PLANNING } from '#shared/formats/planning/planning';
import { POINTAGES } from '#shared/formats/pointages/pointages';
import { RELEVES } from '#shared/formats/releves/releves';
import { USAGERS } from '#shared/formats/usagers/usagers';
import { ajouterMois, dateParis, dernierJour, premierJour } from '#shared/temps/paris';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';
import * as connus from '../../../store/lectures/connus';
import { lireMoisClos } from '../../../store/lectures/mois-clos';
import type { Magasin } from '../../../store/lire';
import { empreinteCode, lireAnciensCodes } from '../codes/codes-donnes';
import type { Lignes } from '../importer/journal-imports';
import { lireRelevesRepris, planReleves } from '../importer/releves-repris';
import { avecAvenir, trierAvenir } from './avenir';
import type { Hasard } from './codes';
import { lireConnusCorrections } from './connus-corrections';
import type { Lecture } from './lecture';
import type { Plan, PlanEnAttente, PlanRefuse } from './plan';
import { lireAbsences, planAbsences } from './plan-absences';
import { type PlanCorrections, planCorrections } from './plan-corrections';
import { planFinanceurs } from './plan-financeurs';
import { planIntervenants } from './plan-intervenants';
import { planPlanning } from './plan-planning';
import { planPointages } from './plan-pointages';
import { planUsagers } from './plan-usagers';
import { registre } from './visites';
import { lireCreees } from './visites-creees';

export type FichierConnu = Extract<NomFichier, { sorte: 'connu' }>;
export type ContexteImport = {
  magasin: Magasin;
  instant: Instant;
  hasard: Hasard;
  confirmer: boolean;
  /** The folder that is imported, and that of the statements taken over. */
  source: string;
  releves: string | undefined;
  /** The rows that were refused, where the same bytes are read again. */
  refusees?: Lignes | undefined;
};

export type Planifie =
  | { lus: number; plan: Plan | PlanCorrections | PlanRefuse | PlanEnAttente }
  | { fichierRefuse: FichierRefuse };

/** A month and its neighbours: what a file of that month may meet. */
const alentours = (mois: Mois): [DateCivile, DateCivile] => [
  premierJour(ajouterMois(mois, -1)),
  dernierJour(ajouterMois(mois, 1)),
];

const requis = <T>(v: T | undefined, quoi: string): T => {
  if (v === undefined) throw new Error(`nom de fichier sans ${quoi}`);
  return v;
};

const lire = async <C extends Champs>(
  format: Format<C>,
  lecture: Lecture,
  planifierLignes: (lu: FichierLu<Ligne<C>>) => Promise<Plan | PlanRefuse | PlanEnAttente>,
): Promise<Planifie> => {
  const lu = await lecture(format);
  return lu.ok ? { lus: lu.lus, plan: await planifierLignes(lu) } : { fichierRefuse: lu };
};

/** Reads one file and says what it would change, against what the store holds now. Writes nothing. */
export const planifier = async (f: FichierConnu, lecture: Lecture, c: ContexteImport): Promise<Planifie> => {
  const m = c.magasin;
  const dossiers = async () => ({
    usagers: await connus.lireUsagers(m),
    intervenants: await connus.lireIntervenants(m),
  });
  const anciensCodes = async () => {
    const anciens = await lireAnciensCodes(m);
    return (code: string): boolean => anciens.has(empreinteCode(code));
  };
  /** Only where it is asked: most files give no number of an aide, and usagers are many. */
  const numerosDUsagers = async (demande: boolean) => {
    const usagers = demande ? [...(await connus.lireUsagers(m)).values()] : [];
    const numeros = new Set(usagers.flatMap(({ doc }) => doc.telephones));
    return (numero: string): boolean => numeros.has(numero);
  };
  switch (f.genre) {
    case 'FINANCEURS':
      return lire(FINANCEURS, lecture, async (lu) => planFinanceurs(await connus.lireFinanceurs(m), lu));
    case 'INTERVENANTS':
      return lire(INTERVENANTS, lecture, async (lu) =>
        planIntervenants(await connus.lireIntervenants(m), lu, {
          ...c,
          estAncienCode: await anciensCodes(),
          estDUnUsager: await numerosDUsagers(lu.lignes.some((l) => l.valeur.telephone !== undefined)),
          date: requis(f.date, 'date'),
        }),
      );
    case 'USAGERS':
      return lire(USAGERS, lecture, async (lu) => {
        return planUsagers(
          {
            ...(await dossiers()),
            clos: await lireMoisClos(m),
            estAncienCode: await anciensCodes(),
            financeurs: premiersJours(await connus.lireFinanceurs(m)),
            visitesDepuis: (date) => connus.lireVisites(m, date, 'fin'),
          },
          lu,
          { ...c, date: requis(f.date, 'date') },
        );
      });
    case 'PLANNING': {
      const mois = requis(f.mois, 'mois');
      return lire(PLANNING, lecture, async (lu) => {
        const visites = await connus.lireVisites(m, ...alentours(mois));
        const proches = registre(visites);
        const inconnues = lu.lignes.map((l) => l.valeur.id_planning).filter((id) => !proches.courantes.has(id));
        const lointaines = await connus.lireVisitesAilleurs(m, new Set(inconnues), ...alentours(mois));
        const toutes = registre([...visites, ...lointaines]);
        const lignes = lu.lignes.map((l) => l.valeur);
        const creees = await lireCreees(m, lignes, toutes, c.instant);
        return planPlanning({ ...(await dossiers()), visites: toutes, creees }, lu, { ...c, mois });
      });
    }
    case 'POINTAGES': {
      const mois = requis(f.mois, 'mois');
      const [de, a] = alentours(mois);
      return lire(POINTAGES, lecture, async (lu) => {
        const avenir = trierAvenir(lu.lignes, { quoi: 'pointages', mois, maintenant: c.instant });
        const { lignes } = avenir;
        const pointages = await connus.lirePointages(m, de, a);
        // A row out of the file's months is known, or not, where its own instant puts it.
        const dates = lignes.map((l) => dateParis(l.valeur.instant));
        for (const x of new Set(dates.filter((d) => d < de || d > a)))
          for (const p of await connus.lirePointages(m, x, x)) pointages.push(p);
        return avecAvenir(planPointages({ ...(await dossiers()), pointages }, { ...lu, lignes }, c.instant), avenir);
      });
    }
    case 'ABSENCES':
      return lire(ABSENCES, lecture, async (lu) =>
        planAbsences({ usagers: await connus.lireUsagers(m), absences: await lireAbsences(m) }, lu, {
          instant: c.instant,
          refusees: c.refusees,
        }),
      );
    case 'RELEVES':
      return lire(RELEVES, lecture, async (lu) => {
        if (c.releves === undefined)
          return { refusFichier: 'les relevés se reprennent en ligne de commande : telegestion importer' };
        const o = { source: c.source, archive: c.releves, instant: c.instant };
        return planReleves({ usagers: await connus.lireUsagers(m), repris: await lireRelevesRepris(m) }, lu, o);
      });
    case 'CORRECTIONS': {
      const mois = requis(f.mois, 'mois');
      return lire(CORRECTIONS, lecture, async (lu) => {
        const avenir = trierAvenir(lu.lignes, { quoi: 'corrections', mois, maintenant: c.instant });
        const { lignes } = avenir;
        const cibles = await lireConnusCorrections(
          m,
          mois,
          lignes.map((l) => l.valeur),
        );
        return avecAvenir(planCorrections({ ...(await dossiers()), ...cibles }, { ...lu, lignes }), avenir);
      });
    }
  }
};
