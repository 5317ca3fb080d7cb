import PDFDocument from 'pdfkit';
import { mentionDuMode } from '../mention';
import { deflaterPareillement } from './compression';
import { CHIFFRES, type Graisse, type Polices, partagerSuites } from './polices';

export const COULEURS = { encre: '#1b1b1f', discret: '#55565e', accent: '#1f3f77', filet: '#c9ccd6', fond: '#eef2f9' };

type Page = { largeur: number; hauteur: number; marge: number; haut: number; bas: number };
/** Points: A4, upright. */
export const PAGE = { largeur: 595.28, hauteur: 841.89, marge: 42, haut: 66, bas: 64 } as const satisfies Page;
export const LARGEUR_UTILE = PAGE.largeur - 2 * PAGE.marge;
/** A4 on its side, for tables of many columns. */
export const PAGE_COUCHEE: Page = { ...PAGE, largeur: PAGE.hauteur, hauteur: PAGE.largeur, marge: 36 };

/** Height of a line, in proportion to the size of its letters. */
export const INTERLIGNE = 1.25;

export type Style = {
  graisse?: Graisse;
  taille?: number;
  couleur?: string;
  barre?: boolean;
  alignement?: 'gauche' | 'droite';
};

export type Feuille = {
  polices: Polices;
  page: Page;
  /** Between the margins. */
  utile: number;
  /** Where the next block begins. */
  y: number;
  /** One line, in `largeur` where it is aligned right. */
  ligne: (texte: string, x: number, y: number, style?: Style, largeur?: number) => void;
  /** Breaks a text between its words; a word too long for the line is cut. */
  couper: (texte: string, largeur: number, style?: Style) => readonly string[];
  /** A wrapped text at `y`, which moves below it. */
  paragraphe: (texte: string, style?: Style, largeur?: number, x?: number) => void;
  filet: (y: number, couleur?: string, x?: number, largeur?: number) => void;
  fond: (x: number, y: number, largeur: number, hauteur: number, couleur?: string) => void;
  /** A bar of a chart: full, outlined, or both. */
  rectangle: (x: number, y: number, largeur: number, hauteur: number, s: { fond?: string; trait?: string }) => void;
  /** A line through these points, `[x, y]`; a single one is a dot. */
  courbe: (
    points: readonly (readonly [number, number])[],
    s: { couleur: string; epaisseur?: number; tirets?: readonly number[] },
  ) => void;
  /** A picture without transparency, PNG or JPEG, drawn in that width; its height is the picture's own. */
  image: (octets: Buffer, x: number, y: number, largeur: number) => void;
  /** Begins a page where less than `hauteur` is left; true when it did. */
  reserver: (hauteur: number) => boolean;
  /** Ends what was begun, its pages drawn on and given up, and begins another page: a document of many parts is never held whole. */
  tourner: (surPage: (page: number, pages: number) => void) => void;
  /** Draws on each page, of the last part if there are several, once their number is known; then gives the bytes. */
  finir: (surPage: (page: number, pages: number) => void) => Promise<Buffer>;
};

export type Metadonnees = {
  titre: string;
  sujet: string;
  auteur: string;
  date: Date;
  /** It speaks of no data: what an invented service says of its documents does not hold of it. */
  sansDonnees?: true;
};

/** Above what any document writes at the head of its pages. */
const HAUT_MENTION = 12;
const MENTION: Style = { graisse: 'grasse', taille: 11, couleur: '#a4161a', alignement: 'droite' };

/** A document whose bytes depend on what is drawn and on its metadata alone: no clock, no random identifier [CL-2]. */
export const ouvrirFeuille = (polices: Polices, m: Metadonnees, page: Page = PAGE): Feuille => {
  // pdfkit copies them into XML as they stand, and PDF/A wants both copies equal.
  const sansBalise = (t: string) => t.replace(/[&<>]/g, ' ');
  const info = {
    Title: sansBalise(m.titre),
    Subject: sansBalise(m.sujet),
    Author: sansBalise(m.auteur),
    Creator: 'Télégestion',
    Producer: 'Télégestion',
    CreationDate: m.date,
    ModDate: m.date,
  };
  const doc = new PDFDocument({
    size: [page.largeur, page.hauteur],
    margin: 0,
    pdfVersion: '1.4',
    subset: 'PDF/A-1b',
    lang: 'fr-FR',
    displayTitle: true,
    bufferPages: true,
    compress: false,
    autoFirstPage: false,
    font: null as unknown as string,
    info,
  });
  deflaterPareillement(doc);
  const morceaux: Buffer[] = [];
  doc.on('data', (b: Buffer) => morceaux.push(b));
  const octets = new Promise<Buffer>((ok, ko) => {
    doc.on('end', () => ok(Buffer.concat(morceaux)));
    doc.on('error', ko);
  });
  doc.addPage();
  for (const g of ['normale', 'grasse'] as const) {
    // pdfkit takes a parsed font too; its types do not say so.
    doc.registerFont(g, polices.fontes[g] as unknown as string);
    partagerSuites((doc.font(g) as unknown as { _font: object })._font, polices.suites[g]);
  }

  const largeurDe = (texte: string, s: Style) => polices.largeur(texte, s.graisse ?? 'normale', s.taille ?? 10);

  const utile = page.largeur - 2 * page.marge;
  const mention = m.sansDonnees ? undefined : mentionDuMode();
  const signer: Feuille['tourner'] = (surPage) => {
    const { start, count } = doc.bufferedPageRange();
    for (let i = 0; i < count; i++) {
      doc.switchToPage(start + i);
      surPage(i + 1, count);
      if (mention !== undefined) f.ligne(mention, page.marge, HAUT_MENTION, MENTION, utile);
    }
  };
  const f: Feuille = {
    polices,
    page,
    utile,
    y: page.haut,
    ligne: (brut, x, y, s = {}, largeur) => {
      const texte = polices.dessinable(brut);
      if (texte.trim() === '') return;
      const taille = s.taille ?? 10;
      // Measuring a whole line lays it out once more: only where its width is of use.
      const aDroite = s.alignement === 'droite' && largeur !== undefined;
      const mesure = aDroite || s.barre ? largeurDe(texte, s) : 0;
      const gauche = aDroite ? x + largeur - mesure : x;
      doc
        .font(s.graisse ?? 'normale')
        .fontSize(taille)
        .fillColor(s.couleur ?? COULEURS.encre);
      doc.text(texte, gauche, y, { lineBreak: false, features: CHIFFRES as PDFKit.Mixins.OpenTypeFeatures[] });
      if (!s.barre) return;
      const milieu = y + taille * 0.66;
      doc.moveTo(gauche - 1, milieu).lineTo(gauche + mesure + 1, milieu);
      doc
        .lineWidth(0.7)
        .strokeColor(s.couleur ?? COULEURS.encre)
        .stroke();
    },
    couper: (texte, largeur, s = {}) => polices.couper(texte, largeur, s.graisse ?? 'normale', s.taille ?? 10),
    paragraphe: (texte, s = {}, largeur = utile, x = page.marge) => {
      const pas = (s.taille ?? 10) * INTERLIGNE;
      for (const l of f.couper(texte, largeur, s)) {
        f.reserver(pas);
        f.ligne(l, x, f.y, s, largeur);
        f.y += pas;
      }
    },
    filet: (y, couleur = COULEURS.filet, x = page.marge, largeur = utile) => {
      doc
        .moveTo(x, y)
        .lineTo(x + largeur, y)
        .lineWidth(0.6)
        .strokeColor(couleur)
        .stroke();
    },
    fond: (x, y, largeur, hauteur, couleur = COULEURS.fond) => {
      doc.roundedRect(x, y, largeur, hauteur, 3).fillColor(couleur).fill();
    },
    rectangle: (x, y, largeur, hauteur, { fond, trait }) => {
      if (fond !== undefined) doc.rect(x, y, largeur, hauteur).fillColor(fond).fill();
      if (trait !== undefined) doc.rect(x, y, largeur, hauteur).lineWidth(0.8).strokeColor(trait).stroke();
    },
    courbe: (points, { couleur, epaisseur = 1.4, tirets }) => {
      const [premier, ...suite] = points;
      if (!premier) return;
      if (suite.length === 0) {
        doc
          .circle(...premier, 1.8)
          .fillColor(couleur)
          .fill();
        return;
      }
      doc.moveTo(...premier);
      for (const p of suite) doc.lineTo(...p);
      doc.lineWidth(epaisseur).strokeColor(couleur);
      if (tirets) doc.dash(tirets[0] ?? 1, { space: tirets[1] ?? 1 });
      doc.stroke();
      if (tirets) doc.undash();
    },
    image: (octets, x, y, largeur) => {
      doc.image(octets, x, y, { width: largeur });
    },
    reserver: (hauteur) => {
      if (f.y + hauteur <= page.hauteur - page.bas) return false;
      doc.addPage();
      f.y = page.haut;
      return true;
    },
    tourner: (surPage) => {
      signer(surPage);
      doc.flushPages();
      doc.addPage();
      f.y = page.haut;
    },
    finir: (surPage) => {
      signer(surPage);
      doc.end();
      return octets;
    },
  };
  return f;
};
