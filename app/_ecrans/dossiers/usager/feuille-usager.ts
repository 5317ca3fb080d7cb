import type { ModeFictif } from '#shared/contrats/acces/compte';
import { telephone } from '#shared/mots/textes';
import { ouvrirPapier, type Papier, type Polices } from '../../../_ui/papier/papier';

/** What the sheet beside the usager's telephone says. */
export type FeuilleUsager = {
  antenne: string;
  /** « Mme Jeanne MARTIN » */
  nom: string;
  /** E.164, or empty where it is not known yet. */
  numeroVert: string;
  /** E.164 of the antenna, or empty. */
  telephone: string;
  /** Who shares this telephone, in the order of the keys that the SVI offers; empty where nobody does. */
  partage: readonly string[];
  /** Six digits in two halves; empty where the usager has none. */
  code: string;
  /** « 25 novembre 2026 »: which of two sheets is the last. */
  imprimeLe: string;
};

type Etape = { texte: string; grand?: string; lignes?: readonly string[]; detail?: string };

/** More would not leave room for the rest of the page. */
const LIGNES_CHOIX = 4;

/** « Pour Jeanne MARTIN : 1 », and both with 0, as the voice says it. */
const choix = (partage: readonly string[]): Etape[] =>
  partage.length < 2
    ? []
    : partage.length > LIGNES_CHOIX
      ? [{ texte: 'La voix demande chez qui vous venez : tapez le chiffre qu’elle donne.' }]
      : [
          {
            texte: 'La voix demande chez qui vous venez. Tapez :',
            lignes: [
              ...partage.map((nom, n) => `Pour ${nom} : ${n + 1}`),
              ...(partage.length === 2 ? ['Pour les deux : 0'] : []),
            ],
          },
        ];

const etapes = (f: FeuilleUsager): Etape[] => [
  {
    texte: 'Prenez le téléphone de la maison et appelez :',
    grand: f.numeroVert === '' ? '' : telephone(f.numeroVert),
    detail: 'L’appel est gratuit.',
  },
  { texte: 'Tapez votre code d’aide, à 5 chiffres.' },
  ...choix(f.partage),
  {
    texte: 'Si la voix demande le code du bénéficiaire, tapez :',
    grand: f.code,
    detail: f.code === '' ? 'Pas encore de code : tapez la touche dièse (#).' : '',
  },
  {
    texte: 'Tapez 1 en arrivant, 2 en partant :',
    grand: 'Arrivée : 1     Départ : 2',
    detail: 'Ne parlez pas : seules les touches comptent.',
  },
  { texte: 'Attendez la confirmation, puis raccrochez.', detail: 'Pour corriger, tapez 9 avant de raccrocher.' },
];

const etape = (p: Papier, n: number, e: Etape, haut: number, serre: boolean): number => {
  const x = p.bord + 17;
  const large = p.largeur - p.bord - x;
  p.cadre(p.bord, haut, 11, 11, true);
  p.ecrire(String(n), p.bord + 5.5, haut + 7.9, { taille: 20, graisse: 'bold', alignement: 'center' });
  let y = p.paragraphe(e.texte, x, haut + 7.6, large, { taille: 19 });
  if (e.grand !== undefined) {
    y += serre ? 3.5 : 6;
    if (e.grand === '') p.trait(x, y, x + 90, y);
    else p.ecrire(e.grand, x, y, { taille: serre ? 30 : 36, graisse: 'bold' });
    y += serre ? 7.5 : 9;
  }
  for (const l of e.lignes ?? []) {
    y = p.paragraphe(l, x, y + 1, large, { taille: 19, graisse: 'bold' }, 1);
  }
  if (e.detail) y = p.paragraphe(e.detail, x, y, large, { taille: 14, gris: true });
  return y + (serre ? 4 : 8);
};

/** One A4 page in large type, in plain words, to be left beside the telephone. */
export const composerFeuilleUsager = (
  f: FeuilleUsager,
  polices: Polices,
  mode?: ModeFictif | undefined,
): ArrayBuffer => {
  const p = ouvrirPapier(polices, 'Pointer par téléphone', mode);
  p.page();
  const droite = p.largeur - p.bord;
  p.ecrire('Pointer par téléphone', p.bord, 26, { taille: 30, graisse: 'bold' });
  p.paragraphe(`Chez ${f.nom}`, p.bord, 38, droite - p.bord, { taille: 18 }, 2);
  p.trait(p.bord, 51, droite, 51);
  let y = 59;
  const suite = etapes(f);
  for (const [n, e] of suite.entries()) y = etape(p, n + 1, e, y, suite.length > 5);
  p.trait(p.bord, 268, droite, 268, true);
  p.paragraphe(
    `Le téléphone ne marche pas ? Écrivez vos heures sur la fiche papier et prévenez l’antenne${f.telephone === '' ? '' : ` : ${telephone(f.telephone)}`}.`,
    p.bord,
    274.5,
    droite - p.bord,
    { taille: 13 },
  );
  p.ecrire(`Paris domicile, antenne ${f.antenne}. Imprimé le ${f.imprimeLe}.`, p.bord, 288, { taille: 10, gris: true });
  return p.octets();
};
