import { Readable } from 'node:stream';
import type { DispositifProForma } from '#shared/contrats/financement/pro-forma';
import { nomAntenneAu } from '#shared/domain/antenne/registre';
import { ecartDe } from '#shared/domain/prefacturation/complements';
import {
  composerProForma,
  type LigneProForma,
  type ProFormaComposee,
  type SousTotal,
} from '#shared/domain/prefacturation/composer-pro-forma';
import { totaliser } from '#shared/domain/prefacturation/lignes';
import { dateEtHeure, moisEnMots } from '#shared/mots/dates';
import { type ColonneClasseur, ecrireClasseur, onglet } from '../../../adapters/classeur/classeur';
import { type Extension, type Fichier, nommerFichier } from '../../../adapters/classeur/fichier';
import { chargerPolices, type Polices } from '../../../adapters/pdf/polices';
import type { Magasin } from '../../../store/lire';
import type { MoisPrefacture } from '../prefacturation/lire-mois';
import { calculerLignes } from '../prefacturation/prefacturer';
import { NOMS_DISPOSITIFS, rendreProForma } from './pdf';

/** [CL-5] Open on the day of all of its visits, of none, or of some. */
const ouverte = (l: LigneProForma): string =>
  l.nonOuvertes === 0 ? 'oui' : l.nonOuvertes === l.facturees ? 'non' : 'en partie';

const COLONNES: readonly ColonneClasseur<LigneProForma>[] = [
  { titre: 'Usager', largeur: 28, valeur: (l) => l.usager },
  { titre: 'Dossier', largeur: 12, valeur: (l) => l.usagerId },
  { titre: 'Prise en charge', largeur: 14, valeur: (l) => l.numeroPec },
  { titre: 'Ouverte dans SALSA', largeur: 11, valeur: ouverte },
  { titre: 'Heures accordées', largeur: 11, format: 'heures', valeur: (l) => l.accordees },
  { titre: 'Heures réalisées', largeur: 11, format: 'heures', valeur: (l) => l.realisees },
  { titre: 'Heures facturées', largeur: 11, format: 'heures', valeur: (l) => l.facturees },
  { titre: 'Minutes facturées', largeur: 11, format: 'entier', valeur: (l) => l.facturees },
  { titre: 'Minutes transmises', largeur: 11, format: 'entier', valeur: (l) => l.facturees - l.nonOuvertes },
  { titre: 'Minutes non ouvertes dans SALSA', largeur: 13, format: 'entier', valeur: (l) => l.nonOuvertes },
  { titre: 'Dont report, en minutes', largeur: 11, format: 'entier', valeur: (l) => l.reportees },
  { titre: 'Tarif horaire', largeur: 11, format: 'euros', valeur: (l) => l.tarif },
  { titre: 'Montant', largeur: 14, format: 'euros', valeur: (l) => l.montant },
];

const classeur = (x: MoisPrefacture, p: ProFormaComposee, usager: (id: string) => string): Readable => {
  const antenne = `Antenne ${nomAntenneAu(x.antenne, x.instant).libelle}`;
  const origine = x.cloture
    ? `Clôture n° ${x.cloture.numero}, le ${dateEtHeure(x.instant)}, empreinte ${x.cloture.empreinte}`
    : `PROVISOIRE, calculé le ${dateEtHeure(x.instant)} : le mois n’est pas clos`;
  const chapeau = (quoi: string) => [
    `${quoi}, ${moisEnMots(x.mois)}`,
    NOMS_DISPOSITIFS[p.dispositif],
    antenne,
    origine,
  ];
  const { realisees, minutes, montant } = p.total;
  const vide = undefined;
  const sousTotal = (titre: string, t: SousTotal, transmises: number, nonOuvertes: number) => [
    ...[titre, vide, vide, vide, vide, vide, t.minutes, t.minutes],
    ...[transmises, nonOuvertes, vide, vide, t.montant],
  ];
  const ecarts = totaliser(p.complements.map(ecartDe));
  return ecrireClasseur(
    [
      onglet({
        nom: 'Pro forma',
        chapeau: chapeau('Facture pro forma'),
        colonnes: COLONNES,
        lignes: p.lignes,
        totaux: [
          sousTotal('Transmis à la DASES', p.transmis, p.transmis.minutes, 0),
          sousTotal('Non ouvert dans SALSA', p.nonOuvert, 0, p.nonOuvert.minutes),
          [
            ...['Total', vide, vide, vide, vide, realisees, minutes, minutes],
            ...[p.transmis.minutes, p.nonOuvert.minutes, vide, vide, montant],
          ],
        ],
      }),
      onglet({
        nom: 'Compléments',
        chapeau: chapeau('Rectification de mois déjà clos'),
        colonnes: [
          { titre: 'Mois d’origine', largeur: 16, valeur: (l) => moisEnMots(l.moisOrigine) },
          { titre: 'Usager', largeur: 28, valeur: (l) => usager(l.usagerId) },
          { titre: 'Dossier', largeur: 12, valeur: (l) => l.usagerId },
          { titre: 'Prise en charge', largeur: 14, valeur: (l) => l.numeroPec },
          { titre: 'Intervenant', largeur: 28, valeur: (l) => l.intervenant },
          { titre: 'Minutes facturées', largeur: 11, format: 'entier', valeur: (l) => l.ancien },
          { titre: 'Minutes désormais', largeur: 11, format: 'entier', valeur: (l) => l.nouveau },
          { titre: 'Écart en minutes', largeur: 11, format: 'entier', valeur: (l) => ecartDe(l).minutes },
          { titre: 'Écart', largeur: 14, format: 'euros', valeur: (l) => ecartDe(l).montant },
        ],
        lignes: p.complements,
        totaux: [['Total', vide, vide, vide, vide, vide, vide, ecarts.minutes, ecarts.montant]],
      }),
    ],
    new Date(x.instant),
  );
};

let polices: Polices | undefined;
/** Parsed at the first document, then shared. */
const lesPolices = (): Polices => {
  polices ??= chargerPolices();
  return polices;
};

/** [CL-6] The pro forma of one aid, as a document to sign and as a workbook. */
export const fichiersProForma = async (
  m: Magasin,
  x: MoisPrefacture,
  dispositif: DispositifProForma,
): Promise<Fichier[]> => {
  const { lignes, complements, usagers } = await calculerLignes(m, x);
  const { antenne, mois, etats } = x;
  const p = composerProForma({ antenne, mois, dispositif, etats, lignes, complements, financeurs: x.financeurs });
  const usager = (id: string): string => usagers.get(id) ?? `Dossier ${id}`;
  const nom = (extension: Extension) => nommerFichier(`PRO_FORMA_${dispositif}`, antenne, mois, !x.cloture, extension);
  const pdf = async function* () {
    yield await rendreProForma(lesPolices(), p, x, usager);
  };
  return [
    { nom: nom('pdf'), lignes: p.lignes.length, ouvrir: () => Readable.from(pdf()) },
    { nom: nom('xlsx'), lignes: p.lignes.length, ouvrir: () => classeur(x, p, usager) },
  ];
};
