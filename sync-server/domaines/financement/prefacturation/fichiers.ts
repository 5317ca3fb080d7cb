import { Readable } from 'node:stream';
import type { Antenne, Dispositif } from '#shared/contrats/commun';
import {
  centimes,
  type LigneComplementaire,
  type LignePrefacturation,
} from '#shared/contrats/financement/prefacturation';
import { nomAntenneAu } from '#shared/domain/antenne/registre';
import { ecartDe } from '#shared/domain/prefacturation/complements';
import { totaliser } from '#shared/domain/prefacturation/lignes';
import { ecrireFichier } from '#shared/formats/codec-ecriture';
import { PREFACTURATION } from '#shared/formats/prefacturation/prefacturation';
import { PREFACTURATION_COMPLEMENTAIRE } from '#shared/formats/prefacturation-complementaire/prefacturation-complementaire';
import { dateEtHeure, moisEnMots } from '#shared/mots/dates';
import type { Mois } from '#shared/temps/types';
import { type ColonneClasseur, ecrireClasseur, type Onglet, onglet } from '../../../adapters/classeur/classeur';
import { type Extension, type Fichier, nommerFichier } from '../../../adapters/classeur/fichier';
import type { Magasin } from '../../../store/lire';
import type { MoisPrefacture } from './lire-mois';
import { calculerLignes } from './prefacturer';

type DAntenne<T> = T & { antenne: Antenne };
export type Calcule = {
  mois: Mois;
  antennes: readonly Antenne[];
  /** Absent: a part of it at least is provisional. */
  provisoire: boolean;
  /** Of the last closing, else of the reading. */
  date: Date;
  origine: string;
  lignes: DAntenne<LignePrefacturation>[];
  complements: DAntenne<LigneComplementaire>[];
  usager: (id: string) => string;
  /** [CL-2] What an antenna was called at its closing, else at the reading. */
  nomAntenne: (antenne: Antenne) => string;
};

const origineDe = (mois: readonly MoisPrefacture[], nomAntenne: Calcule['nomAntenne']): string =>
  mois
    .map(({ antenne, cloture, instant }) =>
      cloture
        ? `${nomAntenne(antenne)} : clôture n° ${cloture.numero}, le ${dateEtHeure(instant)}`
        : `${nomAntenne(antenne)} : PROVISOIRE, calculé le ${dateEtHeure(instant)}`,
    )
    .join(' ; ');

/** The lines of one or several antennas, ready to be written. */
export const calculer = async (m: Magasin, mois: readonly MoisPrefacture[]): Promise<Calcule> => {
  const lignes: Calcule['lignes'] = [];
  const complements: Calcule['complements'] = [];
  const usagers = new Map<string, string>();
  for (const x of mois) {
    const c = await calculerLignes(m, x);
    for (const l of c.lignes) lignes.push({ ...l, antenne: x.antenne });
    for (const l of c.complements) complements.push({ ...l, antenne: x.antenne });
    for (const [id, nom] of c.usagers) usagers.set(id, nom);
  }
  const [premier] = mois;
  if (!premier) throw new Error('aucune antenne à préfacturer');
  const instants = mois.map((x) => x.instant).sort();
  const instantDe = new Map(mois.map((x) => [x.antenne, x.instant]));
  const nomAntenne = (a: Antenne): string => nomAntenneAu(a, instantDe.get(a)).libelle;
  return {
    mois: premier.mois,
    antennes: mois.map((x) => x.antenne),
    provisoire: mois.some((x) => !x.cloture),
    date: new Date(instants.at(-1) ?? premier.instant),
    origine: origineDe(mois, nomAntenne),
    lignes,
    complements,
    usager: (id) => usagers.get(id) ?? `Dossier ${id}`,
    nomAntenne,
  };
};

const commun = (l: Omit<DAntenne<LignePrefacturation>, 'minutes' | 'visites' | 'montant'>) => ({
  antenne: l.antenne,
  id_millesime: l.usagerId,
  numero_pec: l.numeroPec,
  code_financeur: l.codeFinanceur,
  dispositif: l.dispositif,
  id_intervenant: l.intervenantId,
  tarif_horaire: l.tarif,
});

const csv = (c: Calcule): string =>
  ecrireFichier(
    PREFACTURATION,
    c.lignes.map((l) => ({
      ...commun(l),
      minutes: l.minutes,
      heures: l.minutes,
      nombre_interventions: l.visites,
      montant: l.montant,
    })),
  );

const csvComplements = (c: Calcule): string =>
  ecrireFichier(
    PREFACTURATION_COMPLEMENTAIRE,
    c.complements.map((l) => {
      const ecart = ecartDe(l);
      return {
        mois_origine: l.moisOrigine,
        ...commun(l),
        ancien_minutes: l.ancien,
        nouveau_minutes: l.nouveau,
        ecart_minutes: ecart.minutes,
        ancien_montant: l.ancienMontant,
        nouveau_montant: l.nouveauMontant,
        ecart_montant: ecart.montant,
      };
    }),
  );

type Commun = Pick<
  DAntenne<LignePrefacturation>,
  'antenne' | 'usagerId' | 'numeroPec' | 'financeur' | 'intervenant' | 'intervenantId' | 'tarif'
>;
const colonnesCommunes = <L extends Commun>(c: Calcule): ColonneClasseur<L>[] => [
  { titre: 'Antenne', largeur: 12, valeur: (l) => c.nomAntenne(l.antenne) },
  { titre: 'Usager', largeur: 28, valeur: (l) => c.usager(l.usagerId) },
  { titre: 'Dossier', largeur: 12, valeur: (l) => l.usagerId },
  { titre: 'Prise en charge', largeur: 14, valeur: (l) => l.numeroPec },
  { titre: 'Financeur', largeur: 30, valeur: (l) => l.financeur },
  { titre: 'Intervenant', largeur: 28, valeur: (l) => l.intervenant },
  { titre: 'Identifiant', largeur: 12, valeur: (l) => l.intervenantId },
  { titre: 'Tarif horaire', largeur: 11, format: 'euros', valeur: (l) => l.tarif },
];

const ongletLignes = (c: Calcule, chapeau: readonly string[]): Onglet => {
  const total = totaliser(c.lignes);
  return onglet({
    nom: 'Lignes',
    chapeau,
    colonnes: [
      ...colonnesCommunes<Calcule['lignes'][number]>(c),
      { titre: 'Visites', largeur: 9, format: 'entier', valeur: (l) => l.visites },
      { titre: 'Minutes', largeur: 10, format: 'entier', valeur: (l) => l.minutes },
      { titre: 'Heures', largeur: 10, format: 'heures', valeur: (l) => l.minutes },
      { titre: 'Montant', largeur: 13, format: 'euros', valeur: (l) => l.montant },
    ],
    lignes: c.lignes,
    totaux: [['Total', ...Array<undefined>(8), total.minutes, total.minutes, total.montant]],
  });
};

type ParFinanceur = {
  code: string;
  financeur: string;
  dispositif: Dispositif | undefined;
  minutes: number;
  montant: number;
};

const parFinanceur = (c: Calcule): ParFinanceur[] => {
  const codes = [...new Set(c.lignes.map((l) => l.codeFinanceur))].sort();
  return codes.map((code) => {
    const siennes = c.lignes.filter((l) => l.codeFinanceur === code);
    const { minutes, montant } = totaliser(siennes);
    return {
      code,
      financeur: siennes.at(-1)?.financeur ?? code,
      dispositif: siennes.at(-1)?.dispositif,
      minutes,
      montant,
    };
  });
};

const ongletFinanceurs = (c: Calcule, chapeau: readonly string[]): Onglet => {
  const total = totaliser(c.lignes);
  return onglet({
    nom: 'Par financeur',
    chapeau,
    colonnes: [
      { titre: 'Code', largeur: 18, valeur: (l) => l.code },
      { titre: 'Financeur', largeur: 34, valeur: (l) => l.financeur },
      { titre: 'Dispositif', largeur: 18, valeur: (l) => l.dispositif },
      { titre: 'Minutes', largeur: 12, format: 'entier', valeur: (l) => l.minutes },
      { titre: 'Heures', largeur: 12, format: 'heures', valeur: (l) => l.minutes },
      { titre: 'Montant', largeur: 15, format: 'euros', valeur: (l) => l.montant },
    ],
    lignes: parFinanceur(c),
    totaux: [['Total', undefined, undefined, total.minutes, total.minutes, total.montant]],
  });
};

const ongletComplements = (c: Calcule, chapeau: readonly string[]): Onglet => {
  const total = totaliser(c.complements.map(ecartDe));
  return onglet({
    nom: 'Compléments',
    chapeau,
    colonnes: [
      { titre: 'Mois d’origine', largeur: 16, valeur: (l) => moisEnMots(l.moisOrigine) },
      ...colonnesCommunes<Calcule['complements'][number]>(c),
      { titre: 'Minutes facturées', largeur: 11, format: 'entier', valeur: (l) => l.ancien },
      { titre: 'Minutes désormais', largeur: 11, format: 'entier', valeur: (l) => l.nouveau },
      { titre: 'Écart en minutes', largeur: 11, format: 'entier', valeur: (l) => ecartDe(l).minutes },
      { titre: 'Montant facturé', largeur: 13, format: 'euros', valeur: (l) => l.ancienMontant },
      { titre: 'Montant désormais', largeur: 13, format: 'euros', valeur: (l) => l.nouveauMontant },
      { titre: 'Écart', largeur: 13, format: 'euros', valeur: (l) => ecartDe(l).montant },
    ],
    lignes: c.complements,
    totaux: [['Total', ...Array<undefined>(10), total.minutes, undefined, undefined, centimes(total.montant)]],
  });
};

const classeur = (c: Calcule): Readable => {
  const chapeau = (quoi: string) => [`${quoi}, ${moisEnMots(c.mois)}`, c.origine];
  return ecrireClasseur(
    [
      ongletLignes(c, chapeau('Préfacturation')),
      ongletFinanceurs(c, chapeau('Préfacturation par financeur')),
      ongletComplements(c, chapeau('Rectification de mois déjà clos')),
    ],
    c.date,
  );
};

/** The files of the pre-billing, of one antenna or of several together. */
export const fichiersPrefacturation = (c: Calcule): Fichier[] => {
  const antenne = c.antennes.length === 1 ? (c.antennes[0] ?? 'TOUTES') : 'TOUTES';
  const nom = (genre: string, extension: Extension) => nommerFichier(genre, antenne, c.mois, c.provisoire, extension);
  return [
    { nom: nom('PREFACTURATION', 'csv'), lignes: c.lignes.length, ouvrir: () => Readable.from([csv(c)]) },
    {
      nom: nom('PREFACTURATION_COMPLEMENTAIRE', 'csv'),
      lignes: c.complements.length,
      ouvrir: () => Readable.from([csvComplements(c)]),
    },
    { nom: nom('PREFACTURATION', 'xlsx'), lignes: c.lignes.length, ouvrir: () => classeur(c) },
  ];
};
