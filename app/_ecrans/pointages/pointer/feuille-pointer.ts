import { encode } from 'uqr';
import type { ModeFictif } from '#shared/contrats/acces/compte';
import { telephone } from '#shared/mots/textes';
import { ouvrirPapier, type Papier, type Polices } from '../../../_ui/papier/papier';

/** What the sheets have in common. */
export type TeteFeuilles = {
  antenne: string;
  /** E.164 of the antenna, or empty. */
  telephone: string;
  /** « 25 novembre 2026 »: which of two sheets is the last. */
  imprimeLe: string;
};
/** `nom`: « Mme Jeanne MARTIN »; `adresse`: what the code leads to. */
export type FeuillePointer = { nom: string; adresse: string };

/** Millimetres: a telephone of five years ago reads it at arm's length. */
const COTE = 88;

const ETAPES = [
  ['Avec votre propre téléphone, photographiez ce carré.', 'L’appareil photo propose une adresse : ouvrez-la.'],
  ['Tapez votre code d’aide, à 5 chiffres.', ''],
  ['Touchez Arrivée en arrivant, Départ en partant.', ''],
  [
    'Attendez la réponse, puis fermez la page.',
    'Sans réseau, le passage est gardé sur votre téléphone : rouvrez la page dès que le réseau revient.',
  ],
] as const;

const etape = (p: Papier, n: number, [texte, detail]: (typeof ETAPES)[number], haut: number): number => {
  const x = p.bord + 17;
  const large = p.largeur - p.bord - x;
  p.cadre(p.bord, haut, 11, 11, true);
  p.ecrire(String(n), p.bord + 5.5, haut + 7.9, { taille: 20, graisse: 'bold', alignement: 'center' });
  const y = p.paragraphe(texte, x, haut + 7.6, large, { taille: 18 });
  return detail === '' ? y + 5 : p.paragraphe(detail, x, y, large, { taille: 13, gris: true }) + 5;
};

const carre = (p: Papier, adresse: string, haut: number): void => {
  const { data, size } = encode(adresse, { border: 0, ecc: 'M' });
  const pas = COTE / size;
  const gauche = (p.largeur - COTE) / 2;
  for (const [y, ligne] of data.entries())
    for (const [x, noir] of ligne.entries()) if (noir) p.noircir(gauche + x * pas, haut + y * pas, pas, pas);
};

/** [PT-9] One A4 page a home, to be kept there: the square holds the secret of that home, and names nobody. */
export const composerFeuillesPointer = (
  tete: TeteFeuilles,
  feuilles: readonly FeuillePointer[],
  polices: Polices,
  mode?: ModeFictif | undefined,
): ArrayBuffer => {
  const p = ouvrirPapier(polices, 'Pointer sans téléphone', mode);
  const droite = p.largeur - p.bord;
  for (const f of feuilles) {
    p.page();
    p.ecrire('Pointer sans téléphone', p.bord, 26, { taille: 30, graisse: 'bold' });
    p.paragraphe(`Chez ${f.nom}`, p.bord, 38, droite - p.bord, { taille: 18 }, 2);
    p.trait(p.bord, 51, droite, 51);
    carre(p, f.adresse, 60);
    let y = 160;
    for (const [n, e] of ETAPES.entries()) y = etape(p, n + 1, e, y);
    p.trait(p.bord, 262, droite, 262, true);
    p.paragraphe(
      `Si le téléphone de la maison marche, pointez plutôt par lui. Cette feuille ne sert que dans ce domicile : laissez-la ici. Perdue ou emportée, dites-le à l’antenne${tete.telephone === '' ? '' : ` (${telephone(tete.telephone)})`}, qui en donne une autre.`,
      p.bord,
      268.5,
      droite - p.bord,
      { taille: 12 },
    );
    p.ecrire(`Paris domicile, antenne ${tete.antenne}. Imprimé le ${tete.imprimeLe}.`, p.bord, 288, {
      taille: 10,
      gris: true,
    });
  }
  return p.octets();
};
