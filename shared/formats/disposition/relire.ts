import { CsvError, parse } from 'csv-parse/sync';
import { pluriel } from '../../mots/nombres';
import { decalageParis, instantsDeLocal } from '../../temps/paris';
import type { Instant } from '../../temps/types';
import type { Champs, Format } from '../champ';
import { type ColonneDisposee, type Disposition, FIN } from './disposition';
import { decoder } from './encodage';
import { ditDate, ditHeure, lireSelonGabarit, type Partie } from './gabarit';

/** Rows as far as the file's columns say them; a field told by half (a date without its hour) is not one. */
export type Relu =
  | { ok: true; lignes: Record<string, unknown>[] }
  | { ok: false; ligne?: number; colonne?: string; raison: string };

const non = (raison: string, ou: { ligne?: number; colonne?: string } = {}): Relu & { ok: false } => ({
  ok: false,
  ...ou,
  raison,
});

type Cellules = readonly string[];

const decouper = (d: Disposition, texte: string): Cellules[] | (Relu & { ok: false }) => {
  if (d.separateur !== undefined)
    try {
      return parse(texte, {
        delimiter: d.separateur,
        record_delimiter: d.finDeLigne,
        relax_column_count: true,
      });
    } catch (e) {
      if (!(e instanceof CsvError)) throw e;
      return non('guillemets mal formés, ou fichier coupé');
    }
  if (texte !== '' && !texte.endsWith(d.finDeLigne)) return non('la dernière ligne est coupée');
  const lignes = texte.split(d.finDeLigne).slice(0, -1);
  return lignes.map((l, i) => {
    if (d.fin && i === lignes.length - 1) return [l.slice(0, FIN.length), l.slice(FIN.length)];
    const debuts = d.colonnes.map((_, k) => d.colonnes.slice(0, k).reduce((n, c) => n + c.largeur, 0));
    const entiere = l.length === d.colonnes.reduce((n, c) => n + c.largeur, 0);
    return entiere ? d.colonnes.map((c, k) => l.slice(debuts[k], (debuts[k] ?? 0) + c.largeur)) : [l];
  });
};

/** Takes the trailer off, once it has been checked. */
const sansFin = (d: Disposition, lignes: Cellules[]): Cellules[] | (Relu & { ok: false }) => {
  if (!d.fin) return lignes;
  const fin = lignes.at(-1);
  const corps = lignes.slice(0, -1);
  const attendues = corps.length - (d.entete ? 1 : 0);
  return fin?.length === 2 && fin[0] === FIN && Number(fin[1]) === attendues
    ? corps
    : non(`la dernière ligne « ${FIN} » manque, ou n’annonce pas ${pluriel(attendues, 'ligne')}`);
};

/** Which column each cell is of: by name where there are names, else by place. */
const placer = (d: Disposition, noms: Cellules | undefined): (string | ColonneDisposee)[] | (Relu & { ok: false }) => {
  if (!noms) return [...d.colonnes];
  const colonnes = noms.map((n) => d.colonnes.find((c) => c.nom === n.trim()) ?? n.trim());
  const inconnue = colonnes.find((c) => typeof c === 'string' && !d.decalages.some((x) => x === c));
  if (typeof inconnue === 'string') return non(`colonne inconnue « ${inconnue} »`, { ligne: 1, colonne: inconnue });
  const absente = d.colonnes.find((c) => !c.auBesoin && !colonnes.includes(c));
  return absente ? non(`colonne absente « ${absente.nom} »`, { ligne: 1, colonne: absente.nom }) : colonnes;
};

type Lue = { ok: true; valeur: unknown; parties?: Partial<Record<Partie, string>> } | { ok: false; raison: string };
const HEURE = 60;

const lireCellule = (c: ColonneDisposee, brut: string, decimale: string): Lue => {
  const texte = brut.trim();
  if (texte === '')
    return c.modele?.requis ? { ok: false, raison: 'valeur obligatoire' } : { ok: true, valeur: undefined };
  const { facon, modele } = c;
  if (facon.genre === 'CHAMP') {
    if (!modele) return { ok: true, valeur: texte };
    const r = modele.lire(c.zeros ? texte.replace(/^0+(?=\d)/, '') : texte, '');
    return r.ok ? { ok: true, valeur: r.valeur } : r;
  }
  if (facon.genre === 'HEURES') {
    const n = Number(texte.replace(decimale, '.'));
    return Number.isNaN(n)
      ? { ok: false, raison: 'nombre d’heures attendu' }
      : { ok: true, valeur: Math.round(n * HEURE) };
  }
  const parties = lireSelonGabarit(facon.gabarit, texte);
  if (!parties) return { ok: false, raison: 'autre chose que le format de la colonne' };
  if (facon.genre === 'DUREE') return { ok: true, valeur: Number(parties.HH) * HEURE + Number(parties.MIN) };
  if (facon.genre === 'MOIS')
    return { ok: true, valeur: `${parties.AAAA ?? `20${parties.AA ?? ''}`}-${parties.MOIS ?? ''}` };
  return { ok: true, valeur: undefined, parties };
};

/** The instant that a field's columns say together; undefined where they do not say both its date and its hour. */
const instantDe = (p: Partial<Record<Partie, string>>, decalage: string | undefined): Instant | undefined => {
  const an = p.AAAA ?? (p.AA === undefined ? undefined : `20${p.AA}`);
  if (an === undefined || p.HH === undefined) return undefined;
  const possibles = instantsDeLocal(`${an}-${p.MOIS ?? ''}-${p.JJ ?? ''}T${p.HH}:${p.MIN ?? ''}:${p.SS ?? '00'}`);
  const voulu = p.DEC ?? (decalage || undefined);
  return possibles.find((i) => voulu === undefined || decalageParis(i) === voulu) ?? possibles[0];
};

const lireLigne = (
  format: Format<Champs>,
  d: Disposition,
  colonnes: readonly (string | ColonneDisposee)[],
  cellules: Cellules,
): { ok: true; valeur: Record<string, unknown> } | { ok: false; colonne: string; raison: string } => {
  const valeur: Record<string, unknown> = {};
  const instants = new Map<string, Partial<Record<Partie, string>>>();
  const decalages = new Map<string, string>();
  for (const [i, c] of colonnes.entries()) {
    const texte = cellules[i] ?? '';
    if (typeof c === 'string' || !c.modele) {
      decalages.set(typeof c === 'string' ? c : c.champ, texte.trim());
      continue;
    }
    const lue = lireCellule(c, texte, d.decimale);
    if (!lue.ok) return { ok: false, colonne: c.nom, raison: lue.raison };
    if (lue.parties) instants.set(c.champ, { ...instants.get(c.champ), ...lue.parties });
    else if (c.facon.genre !== 'INSTANT') valeur[c.champ] = lue.valeur;
  }
  for (const [champ, p] of instants) {
    const { decalage = '', decalagePartage = '' } = format.champs[champ] ?? {};
    const i = instantDe(p, decalages.get(decalage) ?? decalages.get(decalagePartage));
    if (i) valeur[champ] = i;
  }
  return { ok: true, valeur };
};

/** What a file in that layout says, row by row. */
export const relire = <C extends Champs>(format: Format<C>, d: Disposition, octets: Uint8Array): Relu => {
  const texte = decoder(d.encodage, octets);
  if (texte === undefined) return non(`ces octets ne sont pas du ${d.encodage}`);
  const toutes = decouper(d, texte);
  if (!Array.isArray(toutes)) return toutes;
  const corps = sansFin(d, toutes);
  if (!Array.isArray(corps)) return corps;
  const colonnes = placer(d, d.entete ? (corps[0] ?? []) : undefined);
  if (!Array.isArray(colonnes)) return colonnes;
  const lignes: Record<string, unknown>[] = [];
  for (const [i, cellules] of corps.slice(d.entete ? 1 : 0).entries()) {
    const ligne = i + 1;
    if (cellules.length !== colonnes.length)
      return non(`la ligne a ${pluriel(cellules.length, 'valeur')}, il y a ${pluriel(colonnes.length, 'colonne')}`, {
        ligne,
      });
    const lue = lireLigne(format as unknown as Format<Champs>, d, colonnes, cellules);
    if (!lue.ok) return non(lue.raison, { ligne, colonne: lue.colonne });
    lignes.push(lue.valeur);
  }
  return { ok: true, lignes };
};

/** The fields that a layout says whole: what a reader of its files can know. */
export const champsDits = (d: Disposition): string[] =>
  [...new Set(d.colonnes.map((c) => c.champ))].filter((champ) => {
    const siennes = d.colonnes.filter((c) => c.champ === champ);
    if (!siennes.some((c) => c.modele)) return false;
    const gabarits = siennes.flatMap((c) => (c.facon.genre === 'INSTANT' ? [c.facon.gabarit] : []));
    return gabarits.length === 0 || (gabarits.some(ditDate) && gabarits.some(ditHeure));
  });
