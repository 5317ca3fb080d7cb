import PDFDocument from 'pdfkit';
import { expect, test } from 'vitest';
import type { EtatFige } from '#shared/contrats/cloture/cloture';
import { composerReleve } from '#shared/domain/releve/composer';
import { donneesReleve } from '#shared/domain/releve/donnees';
import { cloture, clotureSuivante, complementFige, etatFige, etatSuivant, MOIS } from '#shared/testing/releves';
import { rendreReleve } from '../../domaines/archive/releves/pdf';
import { chargerPolices } from './polices';
import { refusPdfA } from './testing/preflight';

const polices = chargerPolices();
const EMPREINTE = 'a1'.repeat(32);
const rendre = (etat: EtatFige): Promise<Buffer> =>
  rendreReleve(polices, composerReleve(donneesReleve(etat, cloture())), EMPREINTE);

/** A document as pdfkit makes it when nothing is asked of it: no embedded font, no output intent. */
const quelconque = (): Promise<Buffer> =>
  new Promise((ok) => {
    const doc = new PDFDocument();
    const morceaux: Buffer[] = [];
    doc.on('data', (b: Buffer) => morceaux.push(b));
    doc.on('end', () => ok(Buffer.concat(morceaux)));
    doc.text('Relevé');
    doc.end();
  });

test('[RE] statements of every kind are PDF/A-1b for an independent checker, which refuses what is not', async () => {
  const mois = etatFige();
  const [v] = mois.visites;
  const correction = mois.visites.flatMap((x) => x.corrections)[0];
  if (!v || !correction) throw new Error('mois sans correction');
  const corrigee = { ...v, corrections: Array.from({ length: 40 }, (_, i) => ({ ...correction, id: `C${i}` })) };
  const entier = await rendre(mois);
  const complement = complementFige(mois.visites.map((ancien) => ({ moisOrigine: MOIS, ancien })));
  const rectifie = donneesReleve(etatSuivant(0), clotureSuivante(), undefined, { complement });
  const documents = {
    mois: entier,
    uneVisite: await rendre(etatFige('U2', {}, 1)),
    sansVisite: await rendre({ ...mois, visites: [], bruts: [] }),
    long: await rendre({ ...mois, visites: Array.from({ length: 6 }, () => mois.visites).flat() }),
    corrections: await rendre({ ...mois, visites: Array.from({ length: 20 }, () => corrigee) }),
    rectifications: await rendreReleve(polices, composerReleve(rectifie), EMPREINTE),
    accents: await rendre(etatFige('U3', { nom: 'Nguyễn Œuf Łukasz', prenom: 'Zoé-Aïcha', adresse: '« Été » – 1 €' })),
    balises: await rendre(etatFige('U4', { nom: 'A & <B>', prenom: '(\\) "\'', adresse: 'a\u0000b\tc\n漢' }, 2)),
    coupe: entier.subarray(0, entier.length - 200),
    quelconque: await quelconque(),
  };
  expect(Object.keys(await refusPdfA(documents)).sort()).toEqual(['coupe', 'quelconque']);
});
