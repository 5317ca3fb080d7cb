import type { LigneIntervenant } from '../../formats/intervenants/intervenants';
import type { LignePointage } from '../../formats/pointages/pointages';
import { epochMs } from '../../temps/paris';
import type { Instant, Mois } from '../../temps/types';
import type { Alea } from '../alea';
import { FREQUENCES as F } from './frequences';
import { plus, type VisiteGeneree } from './planning';
import { ecrireNumero, mobileHorsUsagers } from './telephones';

/** What became of a planned visit (or of an unplanned one): the punches that its aide made. */
export type Realisation = {
  /** Absent: not in the planning. */
  visite: VisiteGeneree | undefined;
  debut: Instant;
  fin: Instant;
  idMillesime: string;
  idIntervenant: string;
  arrivee: LignePointage | undefined;
  depart: LignePointage | undefined;
};

type Appel = Pick<LignePointage, 'instant' | 'sens' | 'id_intervenant' | 'id_millesime' | 'numero_appelant'>;

/** Numbers punches `H` + month + rank, in order of creation. */
export const numeroteur = (mois: Mois): ((p: Appel) => LignePointage) => {
  let n = 0;
  return (p) => ({ id_pointage: `H${mois.slice(2, 4)}${mois.slice(5)}${String(++n).padStart(6, '0')}`, ...p });
};

const inconnu = (alea: Alea): string => ecrireNumero(alea, mobileHorsUsagers(alea.entier(400, 700)));

/** Mostly the usager's own number; sometimes withheld, sometimes a neighbour's or an aide's [PT-8]. */
const numeroAppelant = (alea: Alea, telephones: readonly string[]): string | undefined => {
  if (alea.chance(F.numeroMasque)) return undefined;
  if (telephones.length === 0 || alea.chance(F.autreNumero)) return inconnu(alea);
  return alea.chance(0.9) ? telephones[0] : alea.parmi(telephones);
};

const OUBLIS = [
  { oubli: { arrivee: true, depart: false }, poids: F.arriveeOubliee },
  { oubli: { arrivee: false, depart: true }, poids: F.departOublie },
  { oubli: { arrivee: true, depart: true }, poids: F.toutOublie },
] as const;

const RIEN_D_OUBLIE = { arrivee: false, depart: false };

type Contexte = {
  alea: Alea;
  aides: readonly LigneIntervenant[];
  numeroter: (p: Appel) => LignePointage;
  /** No punch after it. */
  jusqua: Instant | undefined;
};

/** Punches of the visits, and duplicates beside them. */
export const genererPointages = (
  { alea, aides, numeroter, jusqua }: Contexte,
  visites: readonly VisiteGeneree[],
): { realisations: Realisation[]; pointages: LignePointage[] } => {
  const pointages: LignePointage[] = [];
  const passe = (i: Instant): boolean => jusqua === undefined || i <= jusqua;
  const appeler = (appel: Appel): LignePointage | undefined => {
    if (!passe(appel.instant)) return undefined;
    // [PT-5] A number that names nobody: the punch waits.
    const attend = alea.chance(F.usagerInconnu);
    const p = numeroter(attend ? { ...appel, id_millesime: undefined, numero_appelant: inconnu(alea) } : appel);
    pointages.push(p);
    if (attend) return undefined;
    // [AP-3, AP-4] The same key a few minutes later: a duplicate under 5 minutes, another punch beyond.
    const encore = plus(appel.instant, alea.entier(15, 330));
    if (alea.chance(F.doublon) && passe(encore)) pointages.push(numeroter({ ...appel, instant: encore }));
    return p;
  };
  const realisations = visites.flatMap((v) => {
    const remplacante = alea.parmi(aides.filter((i) => i.antenne === v.aide.antenne && i !== v.aide));
    const aide = alea.chance(F.remplacement) && remplacante ? remplacante : v.aide;
    const commun = { id_intervenant: aide.id_intervenant, id_millesime: v.usager.propre.id_millesime };
    const numero = numeroAppelant(alea, v.usager.propre.telephones);
    const oubli = alea.selonPoids(OUBLIS)?.oubli ?? RIEN_D_OUBLIE;
    const debut = plus(v.debut, alea.entier(-300, 480) - (alea.chance(0.04) ? -1500 : 0));
    const fin = plus(debut, Math.max(300, (epochMs(v.fin) - epochMs(v.debut)) / 1000 + alea.entier(-480, 600)));
    const faire = (sens: LignePointage['sens'], instant: Instant, oublie: boolean) =>
      oublie ? undefined : appeler({ ...commun, instant, sens, numero_appelant: numero });
    const realisation = (visite: VisiteGeneree | undefined, decalage: number): Realisation => {
      const bornes = { debut: plus(debut, decalage), fin: plus(fin, decalage) };
      return {
        visite,
        ...bornes,
        idMillesime: commun.id_millesime,
        idIntervenant: commun.id_intervenant,
        arrivee: faire('ARRIVEE', bornes.debut, oubli.arrivee),
        depart: faire('DEPART', bornes.fin, oubli.depart),
      };
    };
    const prevue = realisation(v, 0);
    // The same aide comes back, many hours from anything planned.
    return alea.chance(F.horsPlanning) ? [prevue, realisation(undefined, 5 * 3600)] : [prevue];
  });
  return { realisations, pointages };
};
