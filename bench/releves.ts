import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import PDFDocument from 'pdfkit';
import type { EtatFige } from '#shared/contrats/cloture/cloture';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { chainer, GENESE } from '#shared/domain/releve/chaine';
import { cheminChaine, cheminObjet } from '#shared/domain/releve/chemins';
import { composerReleve } from '#shared/domain/releve/composer';
import { donneesReleve } from '#shared/domain/releve/donnees';
import { jsonCanonique } from '#shared/domain/releve/json-canonique';
import { ajouterMois } from '#shared/temps/paris';
import { cloture, etatFige, MOIS } from '#shared/testing/releves';
import { hacher, ouvrirArchive } from '../sync-server/adapters/dossier';
import { chargerPolices } from '../sync-server/adapters/pdf/polices';
import { textesDuPdf } from '../sync-server/adapters/pdf/testing/texte';
import { ouvrirFabrique } from '../sync-server/domaines/archive/releves/fabriquer';
import { rendreReleve } from '../sync-server/domaines/archive/releves/pdf';
import { trouverReleves } from '../sync-server/domaines/archive/releves/trouver';
import { type Chiffre, chronometrer, dansUnDossier, presenter } from './appuis/outils';

// The statements of a month: made and stored as archiving does; against pdfkit alone, which draws the same words with a font
// of the reader's, neither embedded nor tagged for PDF/A. Then one statement among those of ten years.

const RELEVES = 2_800;
/** Made by us, then by the floor, in turn: the machine's speed moves within a minute, and each is as warm as the other. */
const PAR_TOUR = 280;
const ANNEES = 10;

const etats = (n: number): EtatFige[] => {
  const modeles = Array.from({ length: 12 }, (_, i) => etatFige('U', {}, 20 + i));
  return Array.from({ length: n }, (_, i): EtatFige => {
    const modele = modeles[i % modeles.length] ?? etatFige('U', {}, 20);
    const { usager } = modele;
    const nom = `DELAUNAY-${createHash('sha256').update(String(i)).digest('hex').slice(0, 6).toUpperCase()}`;
    return { ...modele, usagerId: `U${i}`, ...(usager ? { usager: { ...usager, nom } } : {}) };
  });
};

/** pdfkit alone, with nothing asked of it. */
const nu = (pages: readonly string[][]): Promise<number> =>
  new Promise((ok) => {
    const doc = new PDFDocument({ size: 'A4', margin: 0 });
    let taille = 0;
    doc.on('data', (b: Buffer) => {
      taille += b.length;
    });
    doc.on('end', () => ok(taille));
    for (const [p, textes] of pages.entries()) {
      if (p > 0) doc.addPage();
      for (const [i, t] of textes.entries())
        doc.fontSize(10).text(t, 42 + (i % 6) * 80, 40 + (i % 70) * 10, { lineBreak: false });
    }
    doc.end();
  });

/** An archive of ten years as its chains tell it, and the two files of one statement. */
const dixAns = (dossier: string, pdf: Buffer, donnees: string): void => {
  const deposer = (chemin: string, contenu: string | Uint8Array): void => {
    mkdirSync(dirname(join(dossier, chemin)), { recursive: true });
    writeFileSync(join(dossier, chemin), contenu);
  };
  const piece = { pdf: hacher(pdf), donnees: hacher(donnees) };
  deposer(cheminObjet(piece.pdf, 'pdf'), pdf);
  deposer(cheminObjet(piece.donnees, 'json'), donnees);
  const { numero, auteur, instant, empreinte } = cloture();
  const parAntenne = Math.ceil(RELEVES / codesAntennes().length);
  const pieces = Array.from({ length: parAntenne }, (_, i) => ({ ...piece, usagerId: `U${i}` }));
  for (let m = 0; m < ANNEES * 12; m++)
    for (const antenne of codesAntennes()) {
      const mois = ajouterMois(MOIS, -m);
      const tete = { antenne, mois, cloture: { numero, auteur, instant, empreinte }, precedent: GENESE };
      deposer(cheminChaine(antenne, mois), chainer(tete, pieces, hacher).texte);
    }
};

const mesurer = (): Promise<Chiffre> =>
  dansUnDossier(async (dossier) => {
    const tous = etats(RELEVES);
    const fabrique = ouvrirFabrique(ouvrirArchive(join(dossier, 'archive')));
    const mois = await chronometrer(async () => {
      await fabrique.fabriquer(
        tous.map((etat) => ({ etat })),
        cloture(),
        () => undefined,
      );
      await fabrique.fermer();
    });

    const polices = chargerPolices();
    const compares = tous.map((e) => donneesReleve(e, cloture()));
    let premier: Buffer | undefined;
    let nous = 0;
    let plancher = 0;
    for (let i = 0; i < compares.length; i += PAR_TOUR) {
      const tour: Buffer[] = [];
      const fait = await chronometrer(async () => {
        for (const d of compares.slice(i, i + PAR_TOUR))
          tour.push(await rendreReleve(polices, composerReleve(d), hacher(jsonCanonique(d))));
      });
      const textes = tour.map(textesDuPdf);
      const parPdfkit = await chronometrer(async () => {
        for (const t of textes) await nu(t);
      });
      nous += fait.secondes;
      plancher += parPdfkit.secondes;
      premier ??= tour[0];
    }

    const [donnees] = compares;
    if (!premier || !donnees) throw new Error('aucun relevé');
    dixAns(join(dossier, 'dix-ans'), premier, jsonCanonique(donnees));
    const cherche = { usagerId: 'U417', mois: ajouterMois(MOIS, -77) };
    const trouve = await chronometrer(() => trouverReleves(join(dossier, 'dix-ans'), cherche));
    if (!trouve.valeur.ok) throw new Error(trouve.valeur.refus.message);
    return {
      titre: `${RELEVES.toLocaleString('fr-FR')} relevés PDF/A du mois, et un relevé parmi dix ans`,
      plancher: 'pdfkit seul, les mêmes textes, sans police incorporée ni PDF/A',
      lignes: [
        { quoi: 'relevés et données produits et rangés', valeur: mois.secondes, unite: 's', limite: 30 },
        { quoi: 'relevés produits, sans les ranger', valeur: nous, unite: 's' },
        { quoi: 'plancher', valeur: plancher, unite: 's' },
        { quoi: 'rapport au plancher', valeur: nous / plancher, unite: '×', limite: 2 },
        {
          quoi: `un relevé retrouvé parmi ${(RELEVES * 12 * ANNEES).toLocaleString('fr-FR')}`,
          valeur: trouve.secondes,
          unite: 's',
          limite: 1,
        },
      ],
    };
  });

await presenter(import.meta.url, mesurer);
