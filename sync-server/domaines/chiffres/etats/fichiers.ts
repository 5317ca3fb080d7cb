import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { type Resultat, refuser } from '#shared/contrats/commun';
import { centimes } from '#shared/contrats/financement/prefacturation';
import type { Unite } from '#shared/contrats/unite';
import { eurosEnTexte } from '#shared/domain/prefacturation/euros';
import { milliemesEnTexte } from '#shared/domain/taux';
import { INSECABLE } from '#shared/espaces';
import type { ColonneEtat, TableauEtat, ValeurEtat } from '#shared/etats/contrat';
import { ecrireDate } from '#shared/formats/champ-temps';
import { dateEtHeure } from '#shared/mots/dates';
import { nombreEntier } from '#shared/mots/nombres';
import { telephone } from '#shared/mots/textes';
import { dateParis, localParis } from '#shared/temps/paris';
import { dateCivileSchema, type Instant, instantSchema } from '#shared/temps/types';
import { ecrireClasseur, jourDeClasseur, nomOnglet, type Onglet } from '../../../adapters/classeur/classeur';
import type { Extension, Fichier } from '../../../adapters/classeur/fichier';
import { sansFormule } from '../../../adapters/classeur/liste';
import { chargerPolices, type Polices } from '../../../adapters/pdf/polices';
import { rendreEtat } from './sortie-pdf';

/** `ETAT_TAUX-CORRECTION_EST_20261001_20261031.csv` */
const nommer = (t: TableauEtat, extension: Extension): string => {
  const date = (d: string): string => d.replaceAll('-', '');
  return `ETAT_${t.etat.toUpperCase()}_${t.antenne}_${date(t.periode.du)}_${date(t.periode.au)}.${extension}`;
};

/** `heuresRealisees` → `heures_realisees`, with its unit where the figures alone do not say it. */
const SUFFIXES: Partial<Record<Unite, string>> = { minutes: '_minutes', pourcent: '_pour_cent', centimes: '_euros' };
const enTete = (c: ColonneEtat): string => {
  const nom = c.cle.replace(/(?<=[a-z0-9])[A-Z]/g, (l) => `_${l}`).toLowerCase();
  return nom + (nom === 'minutes' && c.unite === 'minutes' ? '' : (SUFFIXES[c.unite] ?? ''));
};

const instantLocal = (texte: string): string => {
  const i = instantSchema.parse(texte);
  return `${ecrireDate(dateParis(i))} ${localParis(i).slice(11, 16)}`;
};

const celluleCsv = (v: ValeurEtat | undefined, unite: Unite): string => {
  if (v === null || v === undefined) return '';
  if (typeof v === 'number')
    return unite === 'pourcent' ? milliemesEnTexte(v) : unite === 'centimes' ? eurosEnTexte(centimes(v)) : String(v);
  if (v === '' || unite === 'mois') return v;
  if (unite === 'date') return ecrireDate(dateCivileSchema.parse(v));
  if (unite === 'instant') return instantLocal(v);
  if (unite === 'telephone') return sansFormule(telephone(v).replaceAll(INSECABLE, ' '));
  return sansFormule(v);
};

/** Rows written together: one string each would be slower, one for all would hold a year in memory twice. */
const LIGNES_D_UN_BLOC = 500;
const OPTIONS = { delimiter: ';', record_delimiter: '\r\n', quoted_match: /[\r\n]/ };

/** The conventions of the other files: `;`, CRLF, decimal comma, dates JJ/MM/AAAA, `#FIN;n`. No totals: each row is a row. */
function* csv(t: TableauEtat): Generator<string> {
  // Read by people: without this mark, a French Excel reads UTF-8 as « RÃ‰MY ».
  yield '\uFEFF';
  yield stringify([t.colonnes.map(enTete)], OPTIONS);
  for (let n = 0; n < t.lignes.length; n += LIGNES_D_UN_BLOC) {
    const bloc = t.lignes.slice(n, n + LIGNES_D_UN_BLOC);
    yield stringify(
      bloc.map((l) => t.colonnes.map((c) => celluleCsv(l.valeurs[c.cle], c.unite))),
      OPTIONS,
    );
  }
  yield stringify([['#FIN', String(t.lignes.length)]], OPTIONS);
}

type Format = NonNullable<Onglet['titres'][number]['format']>;
export const FORMATS: Partial<Record<Unite, Format>> = {
  date: 'date',
  mois: 'mois',
  instant: 'instant',
  minutes: 'duree',
  nombre: 'entier',
  pourcent: 'pourcent',
  centimes: 'euros',
};

export const celluleClasseur = (v: ValeurEtat | undefined, unite: Unite): string | number | undefined => {
  if (v === null || v === undefined || v === '') return undefined;
  if (typeof v === 'number') return v;
  if (unite === 'date') return jourDeClasseur(v);
  if (unite === 'mois') return jourDeClasseur(`${v}-01`);
  if (unite === 'telephone') return telephone(v).replaceAll(INSECABLE, ' ');
  return unite === 'instant' ? jourDeClasseur(localParis(instantSchema.parse(v))) : v;
};

export const LARGEURS: Record<Unite, number> = {
  texte: 30,
  date: 12,
  mois: 16,
  instant: 17,
  telephone: 17,
  minutes: 14,
  nombre: 12,
  pourcent: 12,
  centimes: 14,
};

const classeur = (t: TableauEtat, instant: Instant): Readable => {
  // Spreadsheets show no negative time.
  const decimales = t.colonnes.some(
    (c) => c.unite === 'minutes' && [t.totaux, ...t.lignes.map((l) => l.valeurs)].some((v) => Number(v[c.cle]) < 0),
  );
  const formatDe = (c: ColonneEtat): Format | undefined =>
    c.unite === 'minutes' && decimales ? 'heures' : FORMATS[c.unite];
  const cellules = (valeurs: Readonly<Record<string, ValeurEtat>>) =>
    t.colonnes.map((c) => celluleClasseur(valeurs[c.cle], c.unite));
  const onglet: Onglet = {
    nom: nomOnglet(t.titre),
    chapeau: [
      t.titre,
      t.sousTitre,
      ...t.avertissements,
      ...(decimales ? ['Durées en heures décimales : 1,50 pour 1 h 30.'] : []),
      `Établi le ${dateEtHeure(instant)}`,
    ],
    titres: t.colonnes.map((c) => {
      const format = formatDe(c);
      return { titre: c.titre, largeur: LARGEURS[c.unite], ...(format ? { format } : {}) };
    }),
    lignes: (function* () {
      for (const l of t.lignes) yield { cellules: cellules(l.valeurs) };
      if (Object.keys(t.totaux).length === 0 || t.lignes.length === 0) return;
      const [premiere, ...suite] = cellules(t.totaux);
      yield { cellules: [premiere ?? 'Total', ...suite], forte: true };
    })(),
  };
  return ecrireClasseur([onglet], new Date(instant));
};

let polices: Polices | undefined;
/** Parsed at the first document, then shared. */
export const lesPolices = (): Polices => {
  polices ??= chargerPolices();
  return polices;
};

/** Some two hundred pages: nobody reads more on paper. */
const LIGNES_PDF_MAX = 6_000;

/** A state as a file, its bytes made as they are taken. */
export const fichierEtat = (t: TableauEtat, format: Extension, instant: Instant): Resultat<Fichier> => {
  if (format === 'pdf' && t.lignes.length > LIGNES_PDF_MAX)
    return refuser(
      'ETAT_TROP_LONG',
      `Cet état a ${nombreEntier(t.lignes.length)} lignes : au-delà de 6 000, prenez le fichier XLSX ou CSV, ou choisissez une antenne ou une période plus courte.`,
    );
  const pdf = async function* () {
    yield await rendreEtat(lesPolices(), t, instant);
  };
  const ouvrir: Record<Extension, () => Readable> = {
    csv: () => Readable.from(csv(t)),
    xlsx: () => classeur(t, instant),
    pdf: () => Readable.from(pdf()),
  };
  return { ok: true, valeur: { nom: nommer(t, format), lignes: t.lignes.length, ouvrir: ouvrir[format] } };
};
