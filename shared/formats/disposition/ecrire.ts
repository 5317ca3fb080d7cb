import { stringify } from 'csv-stringify/sync';
import { decalageParis, localParis } from '../../temps/paris';
import type { Instant } from '../../temps/types';
import type { Champs, Format, Ligne } from '../champ';
import { decalageDe, decalagesDe, type Nomme, type Valeurs } from '../decalages';
import { type ColonneDisposee, type Disposition, FIN } from './disposition';
import { caractereImpossible, encoder } from './encodage';
import { ditHeure, ecrireGabarit } from './gabarit';

/** A value that the layout cannot write: `ligne` is the row of data, from 1. */
export type FauteEcriture = { ligne: number; colonne: string; raison: string };
export type Ecrit = { ok: true; octets: Uint8Array } | { ok: false; faute: FauteEcriture };

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

/** The hours that the columns write without their offset. */
const heuresNues = (colonnes: readonly ColonneDisposee[]): Nomme[] =>
  colonnes.flatMap(({ champ, modele, facon }): Nomme[] =>
    modele && facon.genre === 'INSTANT' && ditHeure(facon.gabarit) && !facon.gabarit.includes('DEC')
      ? [[champ, modele]]
      : [],
  );

/** The hours of which a column that is named gives the offset: those that are written, else whatever its fields give. */
const heuresDe = (nom: string, champs: Champs, colonnes: readonly ColonneDisposee[]): Nomme[] => {
  const nomme = (d: string | undefined): boolean => colonnes.some((c) => !c.modele && c.champ === d);
  const siennes = ([, m]: Nomme): boolean => m.decalage === nom || (m.decalagePartage === nom && !nomme(m.decalage));
  const ecrites = heuresNues(colonnes).filter(siennes);
  return ecrites.length > 0 ? ecrites : Object.entries(champs).filter(siennes);
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
  const nommees = new Map(
    colonnes.filter((c) => !c.modele).map((c) => [c, heuresDe(c.champ, format.champs, colonnes)] as const),
  );
  const corps: string[][] = [];
  for (const [i, l] of valeurs.entries()) {
    const cellules: string[] = [];
    for (const c of colonnes) {
      const heures = nommees.get(c);
      // Of hours that no one offset is right for, an empty cell says nothing rather than something false.
      const texte = texteDe(c, heures ? decalageDe(heures, l) : l[c.champ], d.decimale);
      const raison = fauteDe(c, texte, d);
      if (raison !== undefined) return { ok: false, faute: { ligne: i + 1, colonne: c.nom, raison } };
      cellules.push(texte);
    }
    corps.push(cellules);
  }
  const decalages = decalagesDe(d.decalages.length > 0 ? heuresNues(colonnes) : [], valeurs);
  const entete = [...colonnes.map((c) => c.nom), ...decalages.colonnes];
  const tout = corps.map((l, i) => [...l, ...decalages.cellules(valeurs[i] ?? {})]);
  return { ok: true, octets: encoder(d.encodage, enLignes(d, entete, tout, colonnes)) };
};
