import { isDeepStrictEqual } from 'node:util';
import type { Antenne } from '#shared/contrats/commun';
import type { Intervenant } from '#shared/contrats/dossiers/dossiers';
import { baseAntenne, idIntervenant } from '#shared/contrats/ids';
import type { Avertissement, FichierLu } from '#shared/formats/codec-lecture';
import type { LigneIntervenant } from '#shared/formats/intervenants/intervenants';
import { pluriel } from '#shared/mots/nombres';
import type { DateCivile, Instant } from '#shared/temps/types';
import type { Partage } from '../../../store/lectures/connus';
import { sansFermees } from './antennes-fermees';
import { donnerCode, estFacile, type Hasard, suitesDeCodes } from './codes';
import { PART_SUSPECTE, type Plan, type PlanEnAttente, planVide, sansVides } from './plan';
import { daterAntennes } from './plan-usagers';
import { donnerTelephones } from './telephones-aides';

const actif = (dateFin: DateCivile | undefined, date: DateCivile): boolean => dateFin === undefined || dateFin >= date;

type LigneCodee = {
  valeur: LigneIntervenant;
  connu: Partage<Intervenant> | undefined;
  code: string;
};

/** Whose code is still hers: the files have her, and she is at work. */
const enActivite = ({ dateFin, absentDepuis }: Intervenant, date: DateCivile): boolean =>
  absentDepuis === undefined && actif(dateFin, date);

/**
 * The ids of the rows to refuse since an active one would have the code of another. Whom the file no longer names has left, and her
 * code may be handed on. An exchange between two rows is no duplicate. A row that is refused leaves its aide with the code that it
 * had, which may then be another row's: hence again, until nothing more is refused.
 */
const codesEnDouble = (
  connus: ReadonlyMap<string, Partage<Intervenant>>,
  lignes: readonly LigneCodee[],
  { date, nommes }: { date: DateCivile; nommes: ReadonlySet<string> },
): Set<string> => {
  const garde = (l: LigneCodee): boolean => l.connu?.doc.codeSvi === l.code && enActivite(l.connu.doc, date);
  // Who keeps the code that it has comes first.
  const ordonnees = [...lignes.filter(garde), ...lignes.filter((l) => !garde(l))];
  const refusees = new Set<string>();
  for (let avant = -1; avant !== refusees.size; ) {
    avant = refusees.size;
    const prises = ordonnees.filter((l) => !refusees.has(l.valeur.id_intervenant));
    const changent = new Set(prises.map((l) => l.valeur.id_intervenant));
    const titulaires = new Set<string>();
    for (const { doc } of connus.values())
      if (!changent.has(doc.id) && nommes.has(doc.id) && enActivite(doc, date)) titulaires.add(doc.codeSvi);
    for (const { valeur, code } of prises) {
      if (!actif(valeur.date_fin, date)) continue;
      if (titulaires.has(code)) refusees.add(valeur.id_intervenant);
      else titulaires.add(code);
    }
  }
  return refusees;
};

/** So many codes in a row are no chance. */
const SUITE_SUSPECTE = 4;

/** What the file's own codes are worth: said, and taken all the same. */
const avertirCodes = (lignes: FichierLu<LigneIntervenant>['lignes'], date: DateCivile): Avertissement[] => {
  const donnes = lignes.filter(({ valeur: v }) => v.code_svi !== undefined && actif(v.date_fin, date));
  const ligneDe = new Map(donnes.map((l) => [l.valeur.code_svi ?? '', l.ligne]));
  const faciles = donnes.filter((l) => estFacile(l.valeur.code_svi ?? ''));
  const remede = 'donnez-en un autre, ou laissez la case vide';
  return [
    ...faciles.map(({ ligne }) => ({ ligne, colonne: 'code_svi', raison: `code facile à deviner : ${remede}` })),
    ...suitesDeCodes(ligneDe.keys(), SUITE_SUSPECTE).map((suite) => ({
      ligne: ligneDe.get(suite[0] ?? '') ?? 0,
      colonne: 'code_svi',
      raison: `${suite.length} codes se suivent à partir de celui-ci, et se devinent l’un par l’autre : ${remede}`,
    })),
  ];
};

/** Dated from the file that moves her; one that was never moved has no need of dates. */
const antennesDatees = (connu: Intervenant | undefined, antenne: Antenne, date: DateCivile): Intervenant['antennes'] =>
  !connu || (connu.antennes === undefined && connu.antenne === antenne)
    ? undefined
    : daterAntennes(connu.antennes ?? daterAntennes(undefined, connu.antenne, date), antenne, date);

/** So few may leave on one day; a file that waits keeps back the new aides, hence their visits. */
const DISPARUES_MIN = 5;

const suspect = (
  connus: ReadonlyMap<string, Partage<Intervenant>>,
  nommes: ReadonlySet<string>,
  date: DateCivile,
): string | undefined => {
  const presentes = [...connus.values()].filter(({ doc }) => enActivite(doc, date));
  const disparues = presentes.filter(({ doc }) => !nommes.has(doc.id)).length;
  if (disparues < DISPARUES_MIN || disparues <= presentes.length * PART_SUSPECTE) return undefined;
  return `${pluriel(disparues, 'aide en service disparaît', 'aides en service disparaissent')}, sur ${pluriel(presentes.length, 'connue')} (plus de 5 %) : vérifiez le fichier, puis relancez avec --confirmer s’il est bon`;
};

export const planIntervenants = (
  connus: Map<string, Partage<Intervenant>>,
  recu: FichierLu<LigneIntervenant>,
  {
    date,
    instant,
    hasard,
    confirmer,
    estAncienCode,
    estDUnUsager,
  }: {
    date: DateCivile;
    instant: Instant;
    hasard: Hasard;
    confirmer: boolean;
    estAncienCode: (code: string) => boolean;
    estDUnUsager: (numero: string) => boolean;
  },
): Plan | PlanEnAttente => {
  const lu = sansFermees(recu, date, {
    cellules: (l) => ({ id_intervenant: l.id_intervenant }),
    parti: (l) => !actif(l.date_fin, date),
  });
  const plan: Plan = {
    ...planVide(),
    refus: [...lu.refus],
    avertissements: [...lu.avertissements, ...avertirCodes(lu.lignes, date)],
  };
  const vus = new Set([
    ...lu.lignes.map(({ valeur }) => valeur.id_intervenant),
    ...lu.refus.map((r) => r.cellules.id_intervenant ?? ''),
  ]);
  const doute = suspect(connus, vus, date);
  if (doute !== undefined && !confirmer) return { attente: doute };
  const pris = new Set([...connus.values()].map((c) => c.doc.codeSvi));
  const tenus = new Set([...connus.values()].flatMap(({ doc }) => (enActivite(doc, date) ? doc.codeSvi : [])));
  for (const { valeur } of lu.lignes)
    if (valeur.code_svi) {
      pris.add(valeur.code_svi);
      if (actif(valeur.date_fin, date)) tenus.add(valeur.code_svi);
    }
  /** The code that she had, where nobody else's it is; one whom the row says is gone asks for none, and keeps what she had. */
  const sien = (connu: Intervenant | undefined, { date_fin }: LigneIntervenant): string | undefined =>
    connu && (enActivite(connu, date) || !actif(date_fin, date) || !tenus.has(connu.codeSvi))
      ? connu.codeSvi
      : undefined;
  const lignes = lu.lignes.map((l) => {
    const connu = connus.get(l.valeur.id_intervenant);
    const donne = l.valeur.code_svi;
    const abandonne = donne !== undefined && estAncienCode(donne);
    if (abandonne) {
      const raison = 'code changé par l’antenne : le nouveau est gardé ; mettez-le aussi dans Millésime';
      plan.avertissements.push({ ligne: l.ligne, colonne: 'code_svi', raison });
    }
    // One who had left with a code that was changed since, or handed on, does not come back with it.
    const [garde] = [donne, sien(connu?.doc, l.valeur)].filter((c) => c !== undefined && !estAncienCode(c));
    const code = garde ?? donnerCode('intervenant', pris, hasard, estAncienCode);
    // Of two who had it in turn and come back together, one has it.
    if (actif(l.valeur.date_fin, date)) tenus.add(code);
    return { ...l, connu, code };
  });
  const telephones = donnerTelephones(connus, lu, estDUnUsager);
  plan.avertissements.push(...telephones.avertissements);
  const doublons = codesEnDouble(connus, lignes, { date, nommes: vus });

  for (const { ligne, valeur, connu, code } of lignes) {
    if (doublons.has(valeur.id_intervenant)) {
      plan.refus.push({
        ligne,
        colonne: 'code_svi',
        valeur: code,
        raison: 'code SVI déjà donné à un autre intervenant, actif : donnez-en un autre, ou laissez la case vide',
      });
      continue;
    }
    const doc: Intervenant = sansVides({
      _id: idIntervenant(valeur.id_intervenant),
      type: 'intervenant' as const,
      id: valeur.id_intervenant,
      civilite: valeur.civilite,
      nom: valeur.nom,
      prenom: valeur.prenom,
      antenne: valeur.antenne,
      antennes: antennesDatees(connu?.doc, valeur.antenne, date),
      adresseAntenne: valeur.adresse_antenne,
      codeSvi: code,
      telephone: telephones.parAide.get(valeur.id_intervenant),
      dateDebut: valeur.date_debut,
      dateFin: valeur.date_fin,
      vuLe: connu?.doc.vuLe ?? instant,
      changeLe: connu?.doc.changeLe,
    });
    if (!connu) plan.crees += 1;
    else if (isDeepStrictEqual(connu.doc, doc)) {
      plan.inchanges += 1;
      continue;
    } else plan.modifies += 1;
    ecrireIntervenant(plan, connu ? { ...doc, changeLe: instant } : doc, connu?.revs ?? new Map());
  }

  for (const { doc, revs } of connus.values()) {
    if (vus.has(doc.id) || doc.absentDepuis !== undefined) continue;
    plan.absents.push(doc.id);
    ecrireIntervenant(plan, { ...doc, absentDepuis: date, changeLe: instant }, revs);
  }
  return plan;
};

/** In the antenna of its own, and wherever a copy serves the visits that it makes. */
const ecrireIntervenant = (plan: Plan, doc: Intervenant, revs: Map<Antenne, string>): void => {
  for (const antenne of new Set<Antenne>([doc.antenne, ...revs.keys()])) {
    const _rev = revs.get(antenne);
    plan.ecritures.push({ base: baseAntenne(antenne), doc: _rev === undefined ? doc : { ...doc, _rev } });
  }
};
