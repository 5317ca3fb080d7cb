import { stringify } from 'csv-stringify/sync';
import { decalageParis, localParis } from '../../temps/paris';
import type { Instant } from '../../temps/types';
import type { Champs, ColonneDecalage, Format, Ligne } from '../champ';
import { heureRepetee } from '../champ-temps';
import { type ColonneDisposee, type Disposition, FIN } from './disposition';
import { caractereImpossible, encoder } from './encodage';
import { ditHeure, ecrireGabarit } from './gabarit';

/** A value that the layout cannot write: `ligne` is the row of data, from 1. */
export type FauteEcriture = { ligne: number; colonne: string; raison: string };
export type Ecrit = { ok: true; octets: Uint8Array } | { ok: false; faute: FauteEcriture };

type Valeurs = Readonly<Record<string, unknown>>;

const deux = (n: number): string => String(n).padStart(2, '0');
const HEURE = 60;
const DIX_MILLIEMES = 10_000;

const instantDe = (c: ColonneDisposee, v: unknown): Instant | undefined =>
  v === undefined ? undefined : c.modele?.instantDe?.(v);

const partiesInstant = (i: Instant) => {
  const l = localParis(i);
  return {
    ...{ AAAA: l.slice(0, 4), AA: l.slice(2, 4), MOIS: l.slice(5, 7), JJ: l.slice(8, 10) },
    ...{ HH: l.slice(11, 13), MIN: l.slice(14, 16), SS: l.slice(17, 19), DEC: decalageParis(i) },
  };
};

/** The text of a value, before it is put in its place. */
const texteDe = (c: ColonneDisposee, v: unknown, decimale: string): string => {
  if (!c.modele) return typeof v === 'string' ? v : '';
  if (v === undefined) return '';
  switch (c.facon.genre) {
    case 'INSTANT': {
      const i = instantDe(c, v);
      return i ? ecrireGabarit(c.facon.gabarit, partiesInstant(i)) : '';
    }
    case 'MOIS': {
      const m = String(v);
      return ecrireGabarit(c.facon.gabarit, { AAAA: m.slice(0, 4), AA: m.slice(2, 4), MOIS: m.slice(5, 7) });
    }
    case 'DUREE':
      return ecrireGabarit(c.facon.gabarit, {
        HH: deux(Math.floor(Number(v) / HEURE)),
        MIN: deux(Number(v) % HEURE),
      });
    case 'HEURES':
      return String(Math.round((Number(v) / HEURE) * DIX_MILLIEMES) / DIX_MILLIEMES).replace('.', decimale);
    case 'CHAMP':
      return c.modele.ecrire(v);
  }
};

const poser = (c: ColonneDisposee, texte: string): string => {
  if (c.zeros && texte !== '') return texte.padStart(c.largeur, '0');
  return c.droite ? texte.padStart(c.largeur) : texte.padEnd(c.largeur);
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused.
const CONTROLE = /[\u0000-\u001f\u007f]/;

const fauteDe = (c: ColonneDisposee, texte: string, d: Disposition): string | undefined => {
  const impossible = caractereImpossible(d.encodage, texte);
  if (impossible !== undefined) return `le caractère « ${impossible} » ne s’écrit pas en ${d.encodage}`;
  if (d.separateur !== undefined) return undefined;
  if (CONTROLE.test(texte)) return 'une fin de ligne ou une tabulation ne s’écrit pas dans une largeur fixe';
  return texte.length > c.largeur ? `${texte.length} caractères, pour une largeur de ${c.largeur}` : undefined;
};

/** What the repeated hour of autumn needs, where the column itself does not say it. */
const decalageDe = (d: ColonneDecalage, colonnes: readonly ColonneDisposee[], l: Valeurs): string => {
  for (const c of colonnes) {
    if (c.modele?.decalage !== d || c.facon.genre !== 'INSTANT') continue;
    if (!ditHeure(c.facon.gabarit) || c.facon.gabarit.includes('DEC')) continue;
    const i = instantDe(c, l[c.champ]);
    if (i && heureRepetee(i)) return decalageParis(i);
  }
  return '';
};

/** The offset of a column that is named: of whatever hour its fields give, written or not. */
const decalageNomme = (nom: string, champs: Champs, l: Valeurs): string => {
  for (const [champ, modele] of Object.entries(champs)) {
    const i = modele.decalage === nom && l[champ] !== undefined ? modele.instantDe?.(l[champ]) : undefined;
    if (i && heureRepetee(i)) return decalageParis(i);
  }
  return '';
};

const enLignes = (
  d: Disposition,
  entete: readonly string[],
  corps: readonly (readonly string[])[],
  colonnes: readonly ColonneDisposee[],
): string => {
  const n = String(corps.length);
  if (d.separateur !== undefined)
    return stringify([...(d.entete ? [entete] : []), ...corps, ...(d.fin ? [[FIN, n]] : [])], {
      delimiter: d.separateur,
      record_delimiter: d.finDeLigne,
      // The library quotes on its own delimiters only: a lone CR or LF within a text must be quoted too.
      quoted_match: /[\r\n]/,
    });
  const fixe = (l: readonly string[]): string => colonnes.map((c, i) => poser(c, l[i] ?? '')).join('');
  const noms = colonnes.map((c) => c.nom.padEnd(c.largeur)).join('');
  const lignes = [...(d.entete ? [noms] : []), ...corps.map(fixe), ...(d.fin ? [`${FIN}${n.padStart(9, '0')}`] : [])];
  return lignes.map((l) => l + d.finDeLigne).join('');
};

/** The bytes of a file in a layout, or the first value that it cannot write: nothing is written in the place of another. */
export const ecrireDispose = <C extends Champs>(
  format: Format<C>,
  d: Disposition,
  lignes: readonly Ligne<C>[],
): Ecrit => {
  const valeurs: readonly Valeurs[] = lignes;
  const colonnes = d.colonnes.filter((c) => !c.auBesoin || valeurs.some((l) => l[c.champ] !== undefined));
  const corps: string[][] = [];
  for (const [i, l] of valeurs.entries()) {
    const cellules: string[] = [];
    for (const c of colonnes) {
      const texte = texteDe(c, c.modele ? l[c.champ] : decalageNomme(c.champ, format.champs, l), d.decimale);
      const raison = fauteDe(c, texte, d);
      if (raison !== undefined) return { ok: false, faute: { ligne: i + 1, colonne: c.nom, raison } };
      cellules.push(texte);
    }
    corps.push(cellules);
  }
  const decalages = valeurs.map((l) => d.decalages.map((x) => decalageDe(x, colonnes, l)));
  const utiles = decalages.some((x) => x.some((t) => t !== ''));
  const entete = [...colonnes.map((c) => c.nom), ...(utiles ? d.decalages : [])];
  const tout = utiles ? corps.map((l, i) => [...l, ...(decalages[i] ?? [])]) : corps;
  return { ok: true, octets: encoder(d.encodage, enLignes(d, entete, tout, colonnes)) };
};
