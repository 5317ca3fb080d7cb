import { type Afficheur, afficheurDe } from '#shared/etats/afficher';
import type { ColonneEtat, GraphiqueEtat, LigneEtat, TableauEtat } from '#shared/etats/contrat';
import { graduer } from '#shared/etats/echelle';
import { COULEURS, type Feuille } from '../../../adapters/pdf/feuille';

// The chart of a state on paper, as its screen draws it: bars that stand, or lie where their names are long, or lines.

const HAUTEUR = 150;
/** Beyond, bars are hairs: the table tells the rest. */
const POINTS_MAX = 40;
const TAILLE = 7.5;
const PAS = 10;
/** Of a bar that lies, between two names. */
const BARRE = 7;
const ENTRE = 4;
const NOMS_MAX = 190;

/** Full, outlined, pale, by their strokes too: nothing hangs on telling two colours apart. */
const SERIES = [
  { fond: COULEURS.accent, trait: COULEURS.accent, tirets: undefined },
  { fond: '#ffffff', trait: COULEURS.discret, tirets: [6, 3] },
  { fond: '#ffe8cf', trait: '#8a4100', tirets: [2, 3] },
  { fond: '#ece4fb', trait: '#5b3aa6', tirets: [8, 2, 2, 2] },
] as const;
const serieDe = (i: number) => SERIES[i % SERIES.length] ?? SERIES[0];

type Trace = {
  noms: readonly string[];
  /** By series, then by name; null: nothing to draw. */
  valeurs: readonly (readonly (number | null)[])[];
  traits: readonly number[];
  max: number;
  dire: (n: number) => string;
};

const nombreDe = (l: LigneEtat, c: ColonneEtat): number | null => {
  const v = l.valeurs[c.cle];
  return typeof v === 'number' ? v : null;
};

const legende = (f: Feuille, series: readonly ColonneEtat[], coupee: boolean): void => {
  let x = f.page.marge;
  for (const [i, s] of series.entries()) {
    f.rectangle(x, f.y + 1.5, 9, 6, serieDe(i));
    f.ligne(s.titre, x + 13, f.y, { taille: TAILLE, couleur: COULEURS.discret });
    x += 13 + f.polices.largeur(s.titre, 'normale', TAILLE) + 16;
  }
  if (coupee) f.ligne(`les ${POINTS_MAX} premières lignes`, x, f.y, { taille: TAILLE, couleur: COULEURS.discret });
  f.y += PAS + 4;
};

const DISCRET = { taille: TAILLE, couleur: COULEURS.discret } as const;

/** The figures of the upright axis and their lines; what it gives back places a value. */
const axeDebout = (f: Feuille, t: Trace, gauche: number, haut: number, hauteur: number) => {
  const y = (v: number): number => haut + hauteur - (v / t.max) * hauteur;
  for (const v of t.traits) {
    f.filet(y(v), COULEURS.filet, gauche, f.page.marge + f.utile - gauche);
    f.ligne(
      t.dire(v),
      f.page.marge,
      y(v) - TAILLE / 2 - 1,
      { ...DISCRET, alignement: 'droite' },
      gauche - f.page.marge - 6,
    );
  }
  return y;
};

const largeurAxe = (f: Feuille, t: Trace): number =>
  Math.max(...t.traits.map((v) => f.polices.largeur(t.dire(v), 'normale', TAILLE))) + 8;

/** Bars, or lines, over names that stand side by side. */
const debout = (f: Feuille, t: Trace, genre: GraphiqueEtat['genre']): void => {
  const gauche = f.page.marge + largeurAxe(f, t);
  const haut = f.y + 4;
  const bas = haut + HAUTEUR;
  const place = (f.page.marge + f.utile - gauche) / t.noms.length;
  const y = axeDebout(f, t, gauche, haut, HAUTEUR);
  const saut = Math.ceil((Math.max(...t.noms.map((n) => f.polices.largeur(n, 'normale', TAILLE))) + 8) / place);
  for (const [n, nom] of t.noms.entries()) {
    if (n % saut > 0) continue;
    const large = f.polices.largeur(nom, 'normale', TAILLE);
    f.ligne(nom, gauche + place * (n + 0.5) - large / 2, bas + 4, DISCRET);
  }
  for (const [i, serie] of t.valeurs.entries()) {
    const style = serieDe(i);
    if (genre === 'courbe') {
      let suite: [number, number][] = [];
      for (const [n, v] of [...serie, null].entries()) {
        if (v !== null) suite.push([gauche + place * (n + 0.5), y(v)]);
        else {
          f.courbe(suite, { couleur: style.trait, ...(style.tirets ? { tirets: style.tirets } : {}) });
          suite = [];
        }
      }
      continue;
    }
    const large = Math.min(34, (place * 0.72) / t.valeurs.length);
    for (const [n, v] of serie.entries()) {
      if (!v) continue;
      const x = gauche + place * (n + 0.5) + (i - t.valeurs.length / 2) * large;
      f.rectangle(x, y(v), large, bas - y(v), style);
    }
  }
  f.y = bas + PAS + 12;
};

/** Bars that lie beside their names. */
const couchees = (f: Feuille, t: Trace): void => {
  const { marge } = f.page;
  const noms = Math.min(NOMS_MAX, Math.max(...t.noms.map((n) => f.polices.largeur(n, 'normale', TAILLE))) + 8);
  const valeurs = Math.max(...t.valeurs.flat().map((v) => f.polices.largeur(t.dire(v ?? 0), 'normale', TAILLE))) + 6;
  const large = f.utile - noms - valeurs;
  for (const [n, nom] of t.noms.entries()) {
    f.reserver(BARRE * t.valeurs.length + ENTRE);
    const [court = ''] = f.couper(nom, noms - 6, { taille: TAILLE });
    f.ligne(
      court,
      marge,
      f.y + (BARRE * t.valeurs.length - TAILLE) / 2 - 1,
      { ...DISCRET, alignement: 'droite' },
      noms - 6,
    );
    for (const [i, serie] of t.valeurs.entries()) {
      const v = serie[n] ?? 0;
      const l = (v / t.max) * large;
      if (l > 0) f.rectangle(marge + noms, f.y, l, BARRE - 1, serieDe(i));
      f.ligne(t.dire(v), marge + noms + l + 3, f.y - 1, DISCRET);
      f.y += BARRE;
    }
    f.y += ENTRE;
  }
  f.y += 8;
};

/** Too long to stand side by side. */
const tropLongs = (f: Feuille, noms: readonly string[]): boolean => {
  const place = (f.utile - 60) / noms.length;
  return noms.some((n) => f.polices.largeur(n, 'normale', TAILLE) + 6 > place);
};

const tracer = (t: TableauEtat, g: GraphiqueEtat, series: readonly ColonneEtat[], afficher: Afficheur): Trace => {
  const axe = t.colonnes.find((c) => c.cle === g.axe);
  const lignes = t.lignes.slice(0, POINTS_MAX);
  const valeurs = series.map((s) => lignes.map((l) => nombreDe(l, s)));
  const unite = series[0]?.unite ?? 'nombre';
  const traits = graduer(Math.max(0, ...valeurs.flat().map((v) => v ?? 0)), unite);
  return {
    noms: lignes.map((l) => (axe ? afficher(l.valeurs[axe.cle], axe.unite) : '')),
    valeurs,
    traits,
    max: traits.at(-1) ?? 1,
    dire: (n) => afficher(n, unite),
  };
};

/** Draws the chart of a state where the page is, with what its strokes mean; a state that has none is left as it is. */
export const dessinerGraphique = (f: Feuille, t: TableauEtat): void => {
  const g = t.graphique;
  const series = (g?.series ?? []).flatMap((s) => t.colonnes.find((c) => c.cle === s) ?? []);
  if (!g || series.length === 0 || t.lignes.length === 0) return;
  const trace = tracer(t, g, series, afficheurDe(t.colonnes));
  const couche = g.genre === 'barres' && tropLongs(f, trace.noms);
  f.reserver((couche ? 60 : HAUTEUR) + 3 * PAS);
  legende(f, series, t.lignes.length > POINTS_MAX);
  if (couche) couchees(f, trace);
  else debout(f, trace, g.genre);
};
