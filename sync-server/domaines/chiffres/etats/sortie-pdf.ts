import { libelleAntenne } from '#shared/domain/antenne/registre';
import { coordonneesAntenne } from '#shared/domain/releve/antennes';
import { aDroite, afficheurDe } from '#shared/etats/afficher';
import type { ColonneEtat, TableauEtat, ValeurEtat } from '#shared/etats/contrat';
import { dateEtHeure } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import type { Instant } from '#shared/temps/types';
import { COULEURS, type Feuille, ouvrirFeuille, PAGE_COUCHEE } from '../../../adapters/pdf/feuille';
import { ligneDuService, numeroDePage, PETIT } from '../../../adapters/pdf/papier';
import type { Polices } from '../../../adapters/pdf/polices';
import { type Cellule, type Colonne, ouvrirTableau, type Rangee } from '../../../adapters/pdf/tableau';
import { dessinerGraphique } from './sortie-graphique';

/** Beyond the letters, in each column. */
const JEU = 9;
/** A text wraps between its words: it does not take the page for itself. */
const TEXTE_MAX = 190;
/** From the largest: the first at which the table holds on its page. */
const TAILLES = [9.5, 8.5, 7.5, 6.5, 5.5] as const;
const PLUS_PETITE = TAILLES[4];
const tailleTitres = (taille: number): number => Math.min(8.5, taille);
/** Rows between which the others of this process are served. */
const LIGNES_D_UN_TRAIT = 100;

const somme = (n: readonly number[]): number => n.reduce((a, b) => a + b, 0);

type Besoin = { voulu: number; moindre: number };

/** The title's longest word holds on its line; figures hold on theirs, texts word by word at least. */
const besoinDe = (f: Feuille, c: ColonneEtat, textes: readonly string[], taille: number): Besoin => {
  const large = (mots: readonly string[], t: number): number =>
    mots.reduce((max, m) => Math.max(max, f.polices.largeur(m, 'grasse', t)), 0);
  const titre = large(c.titre.split(' '), tailleTitres(taille));
  const valeurs = large(textes, taille);
  const enColonne = (l: number): number => Math.ceil(Math.max(titre, l)) + JEU;
  if (c.unite !== 'texte') return { voulu: enColonne(valeurs), moindre: enColonne(valeurs) };
  const mots = large([...new Set(textes.flatMap((t) => t.split(' ')))], taille);
  return { voulu: enColonne(Math.min(valeurs, TEXTE_MAX)), moindre: enColonne(Math.min(mots, TEXTE_MAX)) };
};

/** Texts give way to figures, down to their least; what is left over is shared by all. */
const repartir = (besoins: readonly Besoin[], utile: number): number[] => {
  const jeux = besoins.map((b) => b.voulu - b.moindre);
  const aDonner = utile - somme(besoins.map((b) => b.moindre));
  if (aDonner < 0) return besoins.map((b) => (b.moindre * utile) / (utile - aDonner));
  const demande = somme(jeux);
  if (demande > aDonner) return besoins.map((b, i) => b.moindre + ((jeux[i] ?? 0) * aDonner) / demande);
  return besoins.map((b) => (b.voulu * utile) / (utile - aDonner + demande));
};

export type Disposition = { taille: number; titres: number; colonnes: readonly Colonne[] };

/**
 * The largest letters at which nothing is cut within a word, and at which what `tient` says holds; else the smallest. `textes`: by row.
 */
export const disposer = (
  f: Feuille,
  colonnes: readonly ColonneEtat[],
  textes: readonly (readonly string[])[],
  tient: (d: Disposition) => boolean = () => true,
): Disposition => {
  const parColonne = colonnes.map((_, i) => textes.map((l) => l[i] ?? ''));
  const essayer = (taille: number): Disposition & { large: boolean } => {
    const besoins = colonnes.map((c, i) => besoinDe(f, c, parColonne[i] ?? [], taille));
    const largeurs = repartir(besoins, f.utile);
    return {
      taille,
      titres: tailleTitres(taille),
      large: somme(besoins.map((b) => b.moindre)) <= f.utile,
      colonnes: colonnes.map(
        (c, i): Colonne => ({
          titre: c.titre,
          largeur: largeurs[i] ?? 0,
          ...(aDroite(c.unite) ? { droite: true } : {}),
        }),
      ),
    };
  };
  for (const taille of TAILLES) {
    const essai = essayer(taille);
    if (taille === PLUS_PETITE || (essai.large && tient(essai))) return essai;
  }
  return essayer(PLUS_PETITE);
};

/** The cells of each row, then those of the totals, as they are read. */
export const enTextes = (t: TableauEtat): { lignes: string[][]; totaux: string[] | undefined } => {
  const afficher = afficheurDe(t.colonnes);
  const valeursDe = (valeurs: Readonly<Record<string, ValeurEtat>>): string[] =>
    t.colonnes.map((c) => (c.cle in valeurs ? afficher(valeurs[c.cle], c.unite, valeurs) : ''));
  const totaux = Object.keys(t.totaux).length > 0 ? valeursDe(t.totaux) : undefined;
  return { lignes: t.lignes.map((l) => valeursDe(l.valeurs)), totaux };
};

export const rangeeDe = (textes: readonly string[], taille: number): Rangee => ({
  cellules: textes.map((texte): Cellule => [{ texte, taille }]),
});
export const rangeeTotale = (totaux: readonly string[], taille: number): Rangee => ({
  forte: true,
  cellules: totaux.map(
    (texte, i): Cellule => [{ texte: i === 0 && texte === '' ? 'Total' : texte, taille, graisse: 'grasse' }],
  ),
});

export const antenneDe = (t: TableauEtat): string =>
  t.antenne === 'TOUTES' ? 'Paris domicile, toutes les antennes' : coordonneesAntenne(t.antenne).nom;

const entete = (f: Feuille, t: TableauEtat): void => {
  const { marge } = f.page;
  f.ligne(antenneDe(t), marge, 34, { graisse: 'grasse', taille: 12, couleur: COULEURS.accent });
  ligneDuService(f, 50);
  f.y = 76;
  f.paragraphe(t.titre, { graisse: 'grasse', taille: 18 });
  f.paragraphe(t.sousTitre, { taille: 11, couleur: COULEURS.discret });
  f.y += 4;
  for (const a of t.avertissements) f.paragraphe(a, { taille: 10, couleur: '#8a4b00' });
  f.y += 8;
};

const pied = (f: Feuille, t: TableauEtat, instant: Instant, page: number, pages: number): void => {
  const { marge, hauteur, bas } = f.page;
  const y = hauteur - bas + 20;
  if (page > 1) {
    f.ligne(`${t.titre} · ${t.sousTitre}`, marge, 38, { taille: 9, couleur: COULEURS.discret });
    f.filet(54);
  }
  f.filet(y);
  const antenne = t.antenne === 'TOUTES' ? 'toutes les antennes' : `antenne ${libelleAntenne(t.antenne)}`;
  f.ligne(`Établi le ${dateEtHeure(instant)} · ${antenne} · ${pluriel(t.lignes.length, 'ligne')}`, marge, y + 7, PETIT);
  numeroDePage(f, y + 7, page, pages);
};

/** Lets the others be served: a year of a whole service is hundreds of pages. */
export const souffler = (): Promise<void> => new Promise((ok) => setImmediate(ok));

/** A state on paper: A4 on its side, PDF/A; the same table and instant give the same bytes. */
export const rendreEtat = async (polices: Polices, t: TableauEtat, instant: Instant): Promise<Buffer> => {
  const f = ouvrirFeuille(
    polices,
    { titre: `${t.titre}, ${t.sousTitre}`, sujet: t.etat, auteur: antenneDe(t), date: new Date(instant) },
    PAGE_COUCHEE,
  );
  const { lignes, totaux } = enTextes(t);
  entete(f, t);
  dessinerGraphique(f, t);
  if (t.lignes.length === 0) f.paragraphe('Aucune ligne : rien de tel dans cette période.', { taille: 11 });
  else {
    const { taille, titres, colonnes } = disposer(f, t.colonnes, [...lignes, ...(totaux ? [totaux] : [])]);
    const poser = ouvrirTableau(f, colonnes, titres);
    for (const [n, l] of lignes.entries()) {
      if (n % LIGNES_D_UN_TRAIT === LIGNES_D_UN_TRAIT - 1) await souffler();
      poser(rangeeDe(l, taille));
    }
    if (totaux) poser(rangeeTotale(totaux, taille));
  }
  return f.finir((page, pages) => pied(f, t, instant, page, pages));
};
