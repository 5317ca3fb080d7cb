import { jsPDF } from 'jspdf';
import { MENTIONS, type ModeFictif } from '#shared/contrats/acces/compte';

// Sheets are made on the PC, with the network down too: text and lines, in the font of the statements (Atkinson Hyperlegible
// Next, OFL), of which only the letters used are embedded.

export type Graisse = 'normal' | 'bold';
export type Polices = Record<Graisse, Uint8Array>;

const NOM = 'Atkinson';
const BORD = 15;

const enBase64 = (octets: Uint8Array): string => {
  let binaire = '';
  for (let n = 0; n < octets.length; n += 8192) binaire += String.fromCharCode(...octets.subarray(n, n + 8192));
  return btoa(binaire);
};

/** What the font cannot draw, by its letter without marks, else `?`: a name with a hole would be another name. */
const DESSINABLES = /^[\u0020-\u007e\u00a0-\u017f’‘“”œŒ–—…«»€•□]$/;
const dessinable = (texte: string): string =>
  [...texte.normalize('NFC').replaceAll('\u202f', '\u00a0')]
    .map((c) => {
      if (DESSINABLES.test(c)) return c;
      const nue = c.normalize('NFD').replace(/\p{M}/gu, '');
      return nue !== '' && [...nue].every((d) => DESSINABLES.test(d)) ? nue : '?';
    })
    .join('');

type Style = { taille: number; graisse?: Graisse; gris?: boolean; alignement?: 'left' | 'center' | 'right' };

/** A document of A4 pages, in millimetres; `y` is a baseline. `mode`: of an invented service, each page says so. */
export const ouvrirPapier = (polices: Polices, titre: string, mode: ModeFictif | undefined) => {
  const doc = new jsPDF({ unit: 'mm', format: 'a4', compress: true, putOnlyUsedFonts: true });
  for (const graisse of ['normal', 'bold'] as const) {
    doc.addFileToVFS(`${graisse}.ttf`, enBase64(polices[graisse]));
    doc.addFont(`${graisse}.ttf`, NOM, graisse);
  }
  doc.setProperties({ title: titre, creator: 'Télégestion' });
  doc.setLanguage('fr-FR');
  doc.setLineWidth(0.25);
  let vierge = true;

  const appliquer = ({ taille, graisse = 'normal', gris = false }: Style): void => {
    doc.setFont(NOM, graisse);
    doc.setFontSize(taille);
    doc.setTextColor(gris ? 60 : 0);
  };
  /** In lines of at most that width, in millimetres. */
  const couper = (texte: string, largeur: number, style: Style): string[] => {
    appliquer(style);
    return doc.splitTextToSize(dessinable(texte), largeur) as string[];
  };
  return {
    largeur: 210,
    hauteur: 297,
    bord: BORD,
    /** The first page is there already. */
    page: (): void => {
      if (!vierge) doc.addPage();
      vierge = false;
      if (mode === undefined) return;
      appliquer({ taille: 11, graisse: 'bold' });
      doc.setTextColor(164, 22, 26);
      doc.text(MENTIONS[mode], 210 - BORD, 9, { align: 'right' });
    },
    ecrire: (texte: string, x: number, y: number, style: Style): void => {
      appliquer(style);
      doc.text(dessinable(texte), x, y, { align: style.alignement ?? 'left' });
    },
    couper,
    /** Several lines; gives the baseline after the last. `lignesMax`: what comes after is cut by an ellipsis. */
    paragraphe: (texte: string, x: number, y: number, largeur: number, style: Style, lignesMax = 99): number => {
      const toutes = couper(texte, largeur, style);
      const lignes = toutes.slice(0, lignesMax);
      if (toutes.length > lignesMax) lignes[lignesMax - 1] = `${lignes.at(-1)?.replace(/.$/, '')}…`;
      const pas = style.taille * 0.46;
      for (const [n, l] of lignes.entries()) doc.text(l, x, y + n * pas, { align: style.alignement ?? 'left' });
      return y + lignes.length * pas;
    },
    mesurer: (texte: string, style: Style): number => {
      appliquer(style);
      return doc.getTextWidth(dessinable(texte));
    },
    trait: (x1: number, y1: number, x2: number, y2: number, gris = false): void => {
      doc.setDrawColor(gris ? 130 : 40);
      doc.line(x1, y1, x2, y2);
    },
    cadre: (x: number, y: number, l: number, h: number, fond?: boolean): void => {
      doc.setDrawColor(60);
      doc.setFillColor(238, 241, 245);
      doc.roundedRect(x, y, l, h, 1.5, 1.5, fond ? 'FD' : 'S');
    },
    /** A square of a QR code: beside another, no white shows between them. */
    noircir: (x: number, y: number, l: number, h: number): void => {
      doc.setFillColor(0, 0, 0);
      doc.rect(x, y, l + 0.02, h + 0.02, 'F');
    },
    /** To be ticked. */
    case: (x: number, y: number, cote: number): void => {
      doc.setDrawColor(60);
      doc.rect(x, y, cote, cote, 'S');
    },
    octets: (): ArrayBuffer => doc.output('arraybuffer'),
  };
};
export type Papier = ReturnType<typeof ouvrirPapier>;
