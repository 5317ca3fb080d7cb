import type { FaitsRapport, TableRapport } from '#shared/contrats/chiffres/rapport';
import { aDroite, afficheurDe } from '#shared/etats/afficher';
import { dateEntiere } from '#shared/mots/dates';
import { debutDuJour } from '#shared/temps/paris';
import { COULEURS, type Feuille, LARGEUR_UTILE, ouvrirFeuille, PAGE } from '../../../adapters/pdf/feuille';
import { ligneDuService, numeroDePage, PETIT } from '../../../adapters/pdf/papier';
import type { Polices } from '../../../adapters/pdf/polices';
import { type Cellule, type Colonne, tableau } from '../../../adapters/pdf/tableau';

const TAILLE = 9;
const JEU = 10;

const entete = (f: Feuille, r: FaitsRapport): void => {
  f.ligne('Télégestion de Paris domicile', PAGE.marge, 42, { graisse: 'grasse', taille: 13, couleur: COULEURS.accent });
  ligneDuService(f, 59);
  f.y = 92;
  f.paragraphe(r.titre, { graisse: 'grasse', taille: 20 });
  f.paragraphe(`Du ${dateEntiere(r.du)} au ${dateEntiere(r.au)}`, { taille: 11, couleur: COULEURS.discret });
  f.y += 10;
};

/** Where what is answered begins. */
const A_DROITE = 170;

/** At a glance: what is asked, and whether it was held. */
const resume = (f: Feuille, r: FaitsRapport): void => {
  for (const { quoi, combien, detail } of r.resume) {
    f.reserver(40);
    const haut = f.y;
    // A long one goes on below, and not under what stands beside it.
    f.paragraphe(quoi, { taille: 9.5, couleur: COULEURS.discret }, A_DROITE - JEU, PAGE.marge);
    const bas = f.y;
    f.y = haut;
    f.paragraphe(combien, { graisse: 'grasse', taille: 11 }, LARGEUR_UTILE - A_DROITE, PAGE.marge + A_DROITE);
    f.paragraphe(detail, PETIT, LARGEUR_UTILE - A_DROITE, PAGE.marge + A_DROITE);
    f.y = Math.max(f.y, bas) + 5;
    f.filet(f.y);
    f.y += 6;
  }
};

/** Each column as wide as its longest value and word of title; what is left, or is wanting, is shared by the texts. */
const largeurs = (f: Feuille, t: TableRapport, textes: readonly string[][]): number[] => {
  const mesure = (s: string, taille: number): number => f.polices.largeur(s, 'grasse', taille);
  const voulues = t.colonnes.map((c, i) => {
    const titre = Math.max(...c.titre.split(' ').map((m) => mesure(m, 8.5)));
    return Math.max(titre, ...textes.map((l) => mesure(l[i] ?? '', TAILLE))) + JEU;
  });
  const reste = LARGEUR_UTILE - voulues.reduce((a, b) => a + b, 0);
  const desTextes = t.colonnes.flatMap((c, i) => (c.unite === 'texte' ? [i] : []));
  const souples = desTextes.length > 0 ? desTextes : voulues.map((_, i) => i);
  // What is wanting is taken from the longest text, that wraps between its words.
  const cedants = reste < 0 ? [souples.reduce((x, y) => ((voulues[y] ?? 0) > (voulues[x] ?? 0) ? y : x))] : souples;
  return voulues.map((l, i) => (cedants.includes(i) ? l + reste / cedants.length : l));
};

const table = (f: Feuille, t: TableRapport): void => {
  if (t.lignes.length === 0) return;
  const afficher = afficheurDe(t.colonnes);
  const enTextes = (v: TableRapport['lignes'][number]): string[] => t.colonnes.map((c) => afficher(v[c.cle], c.unite));
  const corps = t.lignes.map(enTextes);
  const [, ...sommes] = t.total ? enTextes(t.total) : [];
  const fin = t.total ? [['Total', ...sommes]] : [];
  const l = largeurs(f, t, [...corps, ...fin]);
  const colonnes = t.colonnes.map(
    (c, i): Colonne => ({ titre: c.titre, largeur: l[i] ?? 0, droite: aDroite(c.unite) }),
  );
  const cellules = (textes: readonly string[], grasse: boolean): Cellule[] =>
    textes.map((texte) => [{ texte, taille: TAILLE, ...(grasse ? { graisse: 'grasse' as const } : {}) }]);
  tableau(f, colonnes, [
    // A total is read under the last of what it sums, never alone on a page.
    ...corps.map((c, i) => ({ cellules: cellules(c, false), liee: i === corps.length - 1 })),
    ...fin.map((c) => ({ cellules: cellules(c, true), forte: true })),
  ]);
};

/** The activity report, A4: same facts, same bytes [CL-2]. */
export const rendreRapport = (polices: Polices, r: FaitsRapport): Promise<Buffer> => {
  const f = ouvrirFeuille(polices, {
    titre: r.titre,
    sujet: `Rapport d’activité ${r.periode}`,
    auteur: 'Télégestion de Paris domicile',
    date: new Date(debutDuJour(r.au)),
  });
  entete(f, r);
  resume(f, r);
  for (const s of r.sections) {
    f.reserver(90);
    f.y += 14;
    f.paragraphe(s.titre, { graisse: 'grasse', taille: 13, couleur: COULEURS.accent });
    f.y += 3;
    for (const p of s.phrases) {
      f.paragraphe(p, { taille: 9.5 });
      f.y += 3;
    }
    if (s.table) table(f, s.table);
  }
  return f.finir((page, pages) => {
    const y = PAGE.hauteur - PAGE.bas + 14;
    if (page > 1) {
      f.ligne(r.titre, PAGE.marge, 36, { taille: 9.5, couleur: COULEURS.discret });
      f.filet(52);
    }
    f.filet(y);
    f.ligne(r.titre, PAGE.marge, y + 7, PETIT);
    numeroDePage(f, y + 7, page, pages);
  });
};
