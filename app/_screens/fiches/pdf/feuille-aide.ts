import { telephone } from '../../../_ui/formats';
import type { Feuille, LigneFeuille } from './modele';
import { ouvrirPapier, type Papier, type Polices } from './papier';

// One A4 page an aide and a day, to be filled by hand where the telephone could not be used.

const PAR_PAGE = 10;
const RANG = 20;
const HAUT = 62;
/** Left edges, in millimetres; the last is the right edge of the table. */
const COLONNES = [15, 37, 103, 128, 153, 195] as const;
const TETES = ['Prévu', 'Usager', 'Arrivée', 'Départ', 'Signature de l’usager'] as const;

const enTete = (p: Papier, f: Feuille, page: number, pages: number): void => {
  const droite = p.largeur - p.bord;
  p.ecrire('Fiche de visites', p.bord, 20, { taille: 18, graisse: 'bold' });
  p.ecrire(`Antenne ${f.antenne}`, droite, 16, { taille: 11, graisse: 'bold', alignement: 'right' });
  const suite = pages > 1 ? `page ${page} sur ${pages}` : 'Paris domicile';
  p.ecrire(suite, droite, 21.5, { taille: 9, gris: true, alignement: 'right' });
  const remplir = (mot: string, valeur: string, x: number, fin: number): void => {
    p.ecrire(mot, x, 31, { taille: 10, gris: true });
    const apres = x + p.mesurer(mot, { taille: 10 }) + 2;
    if (valeur === '') p.trait(apres, 31.6, fin, 31.6, true);
    else p.ecrire(valeur, apres, 31, { taille: 13, graisse: 'bold' });
  };
  remplir('Aide :', f.aide, p.bord, 100);
  remplir('Jour :', f.jour, 108, droite);
  p.cadre(p.bord, 37, droite - p.bord, 16, true);
  p.ecrire('D’abord, appelez le numéro vert, gratuit :', p.bord + 4, 43.5, { taille: 10 });
  if (f.numeroVert === '') p.trait(p.bord + 76, 44, p.bord + 118, 44);
  else p.ecrire(telephone(f.numeroVert), p.bord + 76, 44, { taille: 14, graisse: 'bold' });
  p.ecrire(
    'Si l’appel n’a pas pu se faire, écrivez ici l’heure d’arrivée et celle de départ, et rendez la feuille à l’antenne.',
    p.bord + 4,
    49.8,
    { taille: 9.5 },
  );
  for (const [n, mot] of TETES.entries()) p.ecrire(mot, (COLONNES[n] ?? 0) + 1.5, HAUT - 2, { taille: 9, gris: true });
};

/** `..... h .....`, to write an hour upon. */
const heureAEcrire = (p: Papier, gauche: number, y: number): void => {
  p.trait(gauche + 2.5, y, gauche + 10, y, true);
  p.ecrire('h', gauche + 11.2, y, { taille: 10, gris: true });
  p.trait(gauche + 14, y, gauche + 22, y, true);
};

const rang = (p: Papier, l: LigneFeuille, haut: number): void => {
  const [g0, g1, g2, g3] = COLONNES;
  const bas = haut + RANG;
  if (l.debut !== '') {
    p.ecrire(l.debut, g1 - 3, haut + 6.5, { taille: 10.5, alignement: 'right' });
    p.ecrire(`à ${l.fin}`, g1 - 3, haut + 12, { taille: 10.5, alignement: 'right' });
  }
  const large = g2 - g1 - 3;
  if (l.usager !== '') {
    const taille = p.mesurer(l.usager, { taille: 11, graisse: 'bold' }) > large ? 8.5 : 11;
    p.paragraphe(l.usager, g1 + 1.5, haut + 5.5, large, { taille, graisse: 'bold' }, 1);
    p.paragraphe(l.adresse, g1 + 1.5, haut + 9.9, large, { taille: 8.5, gris: true }, 2);
    if (l.code !== '') p.ecrire(`Code du bénéficiaire : ${l.code}`, g1 + 1.5, bas - 2, { taille: 9.5 });
  }
  heureAEcrire(p, g2, haut + 12);
  heureAEcrire(p, g3, haut + 12);
  p.trait(g0, bas, COLONNES[5], bas, true);
};

const MOTIFS = ['téléphone en panne', 'ligne occupée', 'refus de l’usager', 'numéro vert muet'] as const;

const pied = (p: Papier, y: number): void => {
  p.ecrire('Pourquoi pas d’appel ?', p.bord, y, { taille: 9.5, gris: true });
  let x = p.bord + 37;
  for (const m of MOTIFS) {
    p.case(x, y - 2.9, 3.2);
    p.ecrire(m, x + 4.6, y, { taille: 9.5 });
    x += p.mesurer(m, { taille: 9.5 }) + 9.5;
  }
  p.ecrire('Signature de l’aide :', p.bord, y + 10, { taille: 9.5, gris: true });
  p.trait(p.bord + 34, y + 10.6, p.bord + 90, y + 10.6, true);
  p.ecrire('Remise à l’antenne le :', 113, y + 10, { taille: 9.5, gris: true });
  p.trait(149, y + 10.6, p.largeur - p.bord, y + 10.6, true);
};

const dessiner = (p: Papier, f: Feuille): void => {
  const pages = Math.max(1, Math.ceil(f.lignes.length / PAR_PAGE));
  for (let n = 0; n < pages; n++) {
    p.page();
    enTete(p, f, n + 1, pages);
    const lignes = f.lignes.slice(n * PAR_PAGE, (n + 1) * PAR_PAGE);
    p.trait(COLONNES[0], HAUT, COLONNES[5], HAUT);
    for (const [i, l] of lignes.entries()) rang(p, l, HAUT + i * RANG);
    const bas = HAUT + lignes.length * RANG;
    for (const x of COLONNES) p.trait(x, HAUT, x, bas, true);
    pied(p, Math.max(bas + 9, p.hauteur - 30));
  }
};

/** A PDF of these sheets, one after the other. */
export const composerFeuilles = (feuilles: readonly Feuille[], polices: Polices): ArrayBuffer => {
  const p = ouvrirPapier(polices, 'Fiches de visites');
  for (const f of feuilles) dessiner(p, f);
  return p.octets();
};
