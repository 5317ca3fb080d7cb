import type { Antenne } from '../../contrats/commun';
import { moisEnMots } from '../../mots/dates';
import { type Instant, instantSchema, type Mois } from '../../temps/types';
import { libelleAntenne } from '../antenne/registre';
import { GENESE } from './chaine';
import { CHEMIN_HORODATAGES, cheminChaine, cheminJeton, cheminRegistre } from './chemins';
import { fauteDElimination, type MoisElimine } from './elimination';
import {
  cleMois,
  elimines,
  type LigneHorodatage,
  type LigneMois,
  type LigneRegistre,
  ligneHorodatageSchema,
  ligneRegistreSchema,
  lignesDeMois,
} from './registre';
import { finDe, lireSuite } from './scelle';
import type { Tetes } from './tetes';
import { type CodeDefaut, type Defaut, RESTAURER, type VueArchive } from './vue-archive';

const nomme = (l: { antenne: Antenne; mois: Mois }): string => `${libelleAntenne(l.antenne)}, ${moisEnMots(l.mois)}`;

/** A month of the archive, and the earliest instant that an authority gave to it; absent: nobody dated it. */
export type MoisDate = { antenne: Antenne; mois: Mois; instant?: Instant };

export type RegistreVerifie = {
  defauts: Defaut[];
  lignes: LigneMois[];
  finis: ReadonlySet<string>;
  elimines: MoisElimine[];
  mois: MoisDate[];
  jetons: number;
  /** What the authority answered last, where it gave no time-stamp. */
  absence?: { code: string; motif: string; instant: Instant };
};

type Annee = { annee: string; lignes: LigneRegistre[] };

/** One year: sealed, following the year before, as long as `tetes.json` says. */
const verifierAnnee = (
  texte: string | undefined,
  attendu: Tetes['registre'][number],
  precedent: string,
  hacher: VueArchive['hacher'],
): { defauts: Defaut[]; lignes: LigneRegistre[] } => {
  const fichier = cheminRegistre(attendu.annee);
  const defaut = (code: CodeDefaut, message: string): Defaut => ({ code, fichier, message: `${message} ${RESTAURER}` });
  if (texte === undefined)
    return { defauts: [defaut('MANQUANT', `Le registre de l’année ${attendu.annee} manque.`)], lignes: [] };
  const { lignes, faute } = lireSuite(texte, ligneRegistreSchema, hacher);
  if (faute) return { defauts: [defaut(faute.code, faute.message)], lignes };
  const [ouverture] = lignes;
  const defauts: Defaut[] = [];
  if (ouverture?.genre !== 'OUVERTURE') defauts.push(defaut('TRONQUE', 'La ligne d’ouverture manque.'));
  else {
    if (ouverture.annee !== attendu.annee)
      defauts.push(defaut('ECHANGE', `Ce registre est celui de l’année ${ouverture.annee}.`));
    if (ouverture.precedent !== precedent)
      defauts.push(defaut('ORDRE', 'Ce registre ne suit pas celui de l’année d’avant.'));
  }
  if (lignes.slice(1).some((l) => l.genre === 'OUVERTURE'))
    defauts.push(defaut('ORDRE', 'Une ligne d’ouverture est au milieu du registre.'));
  if (lignes[attendu.lignes - 1]?.empreinte !== attendu.empreinte)
    defauts.push(defaut('ALTERE', 'Ce registre ne finit pas comme le dit tetes.json.'));
  else if (lignes.length > attendu.lignes)
    defauts.push({
      code: 'EN_TROP',
      fichier,
      message:
        'Ce registre a plus de lignes que ne le dit tetes.json : archivage interrompu. Lancez « telegestion archiver » pour ce mois.',
    });
  return { defauts, lignes };
};

/** Months of `tetes.json` and lines of the register, one for one. */
const rapprocher = (tetes: Tetes, lignes: readonly LigneMois[], chaines: ReadonlySet<string>): Defaut[] => {
  const defauts: Defaut[] = [];
  const vus = new Map<string, LigneMois>();
  for (const l of lignes) {
    const cle = cleMois(l.antenne, l.mois);
    const avant = vus.get(cle);
    const fichier = `chaines/${l.antenne}/${l.mois}.jsonl`;
    const dejaElimine = avant?.genre === 'ELIMINATION';
    const juste = l.genre === 'MOIS' ? avant === undefined : avant?.racine === l.racine && avant.entrees === l.entrees;
    if (!juste || dejaElimine)
      defauts.push({ code: 'ORDRE', fichier, message: `Le registre cite mal ${nomme(l)}. ${RESTAURER}` });
    vus.set(cle, l);
    const maillon = tetes.antennes[l.antenne]?.find((m) => m.mois === l.mois);
    // A chain that is there and not in tetes.json is told elsewhere: cut before the last write.
    if (maillon ? maillon.empreinte !== l.racine || maillon.entrees !== l.entrees : !chaines.has(fichier))
      defauts.push({
        code: maillon ? 'ALTERE' : 'MANQUANT',
        fichier,
        message: `Le registre scelle pour ${nomme(l)} une autre chaîne que tetes.json. ${RESTAURER}`,
      });
  }
  for (const [a, maillons] of Object.entries(tetes.antennes) as [Antenne, { mois: Mois }[]][])
    for (const m of maillons)
      if (!vus.has(cleMois(a, m.mois)))
        defauts.push({
          code: 'MANQUANT',
          fichier: cheminRegistre(m.mois.slice(0, 4)),
          message: `${nomme({ antenne: a, mois: m.mois })} n’est pas au registre. ${RESTAURER}`,
        });
  return defauts;
};

const verifierJetons = async (
  vue: VueArchive,
  lignes: readonly LigneHorodatage[],
  annees: readonly Annee[],
  connus: Set<string>,
): Promise<Defaut[]> => {
  const defauts: Defaut[] = [];
  for (const l of lignes) {
    const visee = annees.find((a) => a.annee === l.annee)?.lignes[l.ligne];
    if (visee?.empreinte !== l.racine)
      defauts.push({
        code: 'ALTERE',
        fichier: CHEMIN_HORODATAGES,
        message: `L’horodatage n° ${l.n + 1} ne date aucune ligne du registre. ${RESTAURER}`,
      });
    if (l.genre !== 'JETON') continue;
    const fichier = cheminJeton(l.racine);
    connus.add(fichier);
    const empreinte = await vue.empreinte(fichier);
    if (empreinte === undefined)
      defauts.push({ code: 'MANQUANT', fichier, message: `Un horodatage manque. ${RESTAURER}` });
    else if (empreinte !== l.reponse)
      defauts.push({ code: 'ALTERE', fichier, message: `Un horodatage a été modifié. ${RESTAURER}` });
    else {
      const faute = visee && (await vue.jugerJeton?.(fichier, visee, l.instant));
      if (faute) defauts.push({ code: 'ALTERE', fichier, message: faute });
    }
  }
  return defauts;
};

/** The earliest stamp at or after a line: a later line holds those before. */
const dateeAvant = (annee: string, n: number, jetons: readonly LigneHorodatage[]): Instant | undefined =>
  jetons
    .filter((j) => j.genre === 'JETON' && (j.annee > annee || (j.annee === annee && j.ligne >= n)))
    .map((j) => j.instant)
    .sort()[0];

const dater = (annees: readonly Annee[], jetons: readonly LigneHorodatage[], finis: ReadonlySet<string>): MoisDate[] =>
  annees.flatMap(({ annee, lignes }) =>
    lignesDeMois(lignes).flatMap((l): MoisDate[] => {
      if (l.genre !== 'MOIS' || finis.has(cleMois(l.antenne, l.mois))) return [];
      const instant = dateeAvant(annee, l.n, jetons);
      return [{ antenne: l.antenne, mois: l.mois, ...(instant ? { instant } : {}) }];
    }),
  );

/**
 * [RE] Months that are no more, each with when its line says so, and when it went at the latest: that line was written before its year's
 * register was over, before an authority dated it, and before now.
 */
const partir = (
  annees: readonly Annee[],
  jetons: readonly LigneHorodatage[],
  maintenant: Instant | undefined,
): { dit: MoisElimine; auPlusTard: Instant }[] =>
  annees.flatMap(({ annee, lignes }) =>
    lignesDeMois(lignes).flatMap((l) => {
      if (l.genre !== 'ELIMINATION') return [];
      const bornes = [instantSchema.parse(`${annee}-12-31T22:59:59Z`), dateeAvant(annee, l.n, jetons), maintenant];
      const auPlusTard = bornes.reduce<Instant>((a, b) => (b !== undefined && b < a ? b : a), l.instant);
      return [{ dit: { antenne: l.antenne, mois: l.mois, instant: l.instant }, auPlusTard }];
    }),
  );

/** [RE] Years, months, time-stamps. `connus` receives the files that belong to the archive. */
export const verifierRegistre = async (
  vue: VueArchive,
  tetes: Tetes,
  chaines: ReadonlySet<string>,
  connus: Set<string>,
): Promise<RegistreVerifie> => {
  const defauts: Defaut[] = [];
  const annees: Annee[] = [];
  let precedent = GENESE;
  for (const attendu of tetes.registre) {
    const fichier = cheminRegistre(attendu.annee);
    connus.add(fichier);
    const lu = verifierAnnee(await vue.texte(fichier), attendu, precedent, vue.hacher);
    defauts.push(...lu.defauts);
    annees.push({ annee: attendu.annee, lignes: lu.lignes });
    precedent = attendu.empreinte;
  }
  const toutes = annees.flatMap((a) => a.lignes);
  const lignes = lignesDeMois(toutes);
  const finis = elimines(toutes);
  if (defauts.length === 0 || defauts.every((d) => d.code === 'EN_TROP'))
    defauts.push(...rapprocher(tetes, lignes, chaines));

  const texte = await vue.texte(CHEMIN_HORODATAGES);
  const suite = lireSuite(texte ?? '', ligneHorodatageSchema, vue.hacher);
  const attendus = tetes.horodatages;
  if (attendus.lignes > 0 || texte !== undefined) {
    connus.add(CHEMIN_HORODATAGES);
    const code = texte === undefined ? 'MANQUANT' : suite.faute?.code;
    if (code)
      defauts.push({
        code,
        fichier: CHEMIN_HORODATAGES,
        message: `${suite.faute?.message ?? 'La liste des horodatages manque.'} ${RESTAURER}`,
      });
    else if (suite.lignes.length !== attendus.lignes || finDe(suite.lignes) !== attendus.empreinte)
      defauts.push({
        code: 'ALTERE',
        fichier: CHEMIN_HORODATAGES,
        message: `La liste des horodatages ne finit pas comme le dit tetes.json. ${RESTAURER}`,
      });
  }
  for (const x of await verifierJetons(vue, suite.lignes, annees, connus)) defauts.push(x);
  const partis = partir(annees, suite.lignes, vue.maintenant);
  for (const { dit, auPlusTard } of partis) {
    const message = fauteDElimination(nomme(dit), { ...dit, instant: auPlusTard });
    if (message) defauts.push({ code: 'AVANT_TERME', fichier: cheminChaine(dit.antenne, dit.mois), message });
  }
  const derniere = suite.lignes.at(-1);
  return {
    defauts,
    lignes,
    finis,
    elimines: partis.map((p) => p.dit),
    mois: dater(annees, suite.lignes, finis),
    jetons: suite.lignes.filter((l) => l.genre === 'JETON').length,
    ...(derniere?.genre === 'ABSENCE'
      ? { absence: { code: derniere.code, motif: derniere.motif, instant: derniere.instant } }
      : {}),
  };
};
