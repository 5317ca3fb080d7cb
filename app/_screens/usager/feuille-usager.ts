import { telephone } from '../../_ui/formats';
import { ouvrirPapier, type Papier, type Polices } from '../fiches/pdf/papier';

/** What the sheet beside the usager's telephone says. */
export type FeuilleUsager = {
  antenne: string;
  /** `MARTIN Jeanne`. */
  nom: string;
  /** E.164, or empty where it is not known yet. */
  numeroVert: string;
  /** Six digits in two halves; empty where the usager has none. */
  code: string;
  /** « 25 novembre 2026 »: which of two sheets is the last. */
  imprimeLe: string;
};

type Etape = { texte: string; grand?: string; detail?: string };

const etapes = (f: FeuilleUsager): Etape[] => [
  {
    texte: 'Prenez le téléphone de la maison et appelez :',
    grand: f.numeroVert === '' ? '' : telephone(f.numeroVert),
    detail: 'L’appel est gratuit.',
  },
  { texte: 'Tapez votre code d’aide, à 5 chiffres.' },
  {
    texte: 'Si la voix demande le code du bénéficiaire, tapez :',
    grand: f.code,
    detail: f.code === '' ? 'Pas encore de code : tapez la touche dièse (#).' : '',
  },
  { texte: 'Dites si vous arrivez ou si vous partez :', grand: 'Arrivée : 1     Départ : 2' },
  { texte: 'Attendez la confirmation, puis raccrochez.', detail: 'Pour corriger, tapez 9 avant de raccrocher.' },
];

const etape = (p: Papier, n: number, e: Etape, haut: number): number => {
  const x = p.bord + 17;
  p.cadre(p.bord, haut, 11, 11, true);
  p.ecrire(String(n), p.bord + 5.5, haut + 7.9, { taille: 20, graisse: 'bold', alignement: 'center' });
  let y = p.paragraphe(e.texte, x, haut + 7.6, p.largeur - p.bord - x, { taille: 19 });
  if (e.grand !== undefined) {
    y += 6;
    if (e.grand === '') p.trait(x, y, x + 90, y);
    else p.ecrire(e.grand, x, y, { taille: 36, graisse: 'bold' });
    y += 9;
  }
  if (e.detail) y = p.paragraphe(e.detail, x, y, p.largeur - p.bord - x, { taille: 14, gris: true });
  return y + 9;
};

/** One A4 page in large type, in plain words, to be left beside the telephone. */
export const composerFeuilleUsager = (f: FeuilleUsager, polices: Polices): ArrayBuffer => {
  const p = ouvrirPapier(polices, 'Pointer par téléphone');
  p.page();
  const droite = p.largeur - p.bord;
  p.ecrire('Pointer par téléphone', p.bord, 26, { taille: 30, graisse: 'bold' });
  p.paragraphe(`Chez ${f.nom}`, p.bord, 38, droite - p.bord, { taille: 18 }, 2);
  p.trait(p.bord, 51, droite, 51);
  let y = 59;
  for (const [n, e] of etapes(f).entries()) y = etape(p, n + 1, e, y);
  p.trait(p.bord, 268, droite, 268, true);
  p.paragraphe(
    'Le téléphone ne marche pas ? Écrivez vos heures sur la fiche papier et prévenez l’antenne.',
    p.bord,
    275,
    droite - p.bord,
    { taille: 12 },
  );
  p.ecrire(`Paris domicile, antenne ${f.antenne}. Imprimé le ${f.imprimeLe}.`, p.bord, 284, { taille: 10, gris: true });
  return p.octets();
};
