import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import type { EtatFige, VisiteFigee } from '#shared/contrats/cloture/cloture';
import type { VisiteComplementaire } from '#shared/contrats/cloture/complement';
import { composerReleve } from '#shared/domain/releve/composer';
import { donneesReleve } from '#shared/domain/releve/donnees';
import type { Releve } from '#shared/domain/releve/modele';
import { INSECABLE } from '#shared/espaces';
import { dateDeReleve } from '#shared/mots/dates';
import { ajouterJours } from '#shared/temps/paris';
import type { Instant, Minutes } from '#shared/temps/types';
import { jour, paris } from '#shared/testing/constructeurs';
import { cloture, clotureSuivante, complementFige, etatFige, etatSuivant, MOIS } from '#shared/testing/releves';
import { chargerPolices } from '../../../adapters/pdf/polices';
import { morceauxDuPdf, textesDuPdf, trousDuPdf } from '../../../adapters/pdf/testing/texte';
import { rendreReleve } from './pdf';

const polices = chargerPolices();
const EMPREINTE = 'a1'.repeat(32);
const rendre = (etat: EtatFige, avec = polices): Promise<Buffer> =>
  rendreReleve(avec, composerReleve(donneesReleve(etat, cloture())), EMPREINTE);
const sha256 = (b: Buffer): string => createHash('sha256').update(b).digest('hex');
const compter = (pages: string[][], texte: string): number => pages.flat().filter((t) => t === texte).length;

const TZ = process.env.TZ;
afterAll(() => {
  if (TZ === undefined) delete process.env.TZ;
  else process.env.TZ = TZ;
});

describe('the printed statement', () => {
  it('[CL-2] says who, where, how much, by funder', async () => {
    const textes = textesDuPdf(await rendre(etatFige())).flat();
    for (const t of [
      'Paris domicile Est',
      '124-130 avenue Ledru-Rollin, 75011 Paris',
      'octobre 2026',
      'Mme DELAUNAY Françoise',
      '72 rue Guérin',
      'Ville de Paris - APA',
      'n° P300002A',
      '20 h 00',
      '28 h 44',
      'Aucune prise en charge',
      'A : 0 h 08, B : 0 h 52',
      'DIALLO Aïssatou',
      'Annulée : non comptée',
    ])
      expect(textes).toContain(t);
    expect(textes.join(' ')).toContain('soit 28 h 44 au total');
  });

  it('[CO-2] prints the retained hours and the raw ones', async () => {
    const etat = etatFige('U1', {}, 1);
    const visites = etat.visites.map((v) => ({ ...v, depart: '2026-10-01T06:58:12Z' as typeof v.fin }));
    const textes = textesDuPdf(await rendre({ ...etat, visites })).flat();
    expect(textes).toContain('9 h 26');
    expect(textes).toContain('8 h 58');
  });

  it('[CL-2] no date of a year is cut in its column, of a visit or of what is not counted', async () => {
    const r = composerReleve(donneesReleve(etatFige(), cloture()));
    const [visite, apart] = [r.visites[0], r.apart[0]];
    if (!visite || !apart) throw new Error('a visit and a call that is not counted');
    const annee = Array.from({ length: 365 }, (_, i) => ajouterJours(jour('2026-01-01'), i));
    const tracer = async (lignes: Partial<Releve>): Promise<Set<string>> =>
      new Set(textesDuPdf(await rendreReleve(polices, { ...r, visites: [], apart: [], ...lignes }, EMPREINTE)).flat());
    const deVisites = await tracer({ visites: annee.map((date) => ({ ...visite, date })) });
    const aPart = await tracer({ apart: annee.map((date) => ({ ...apart, date })) });
    for (const traces of [deVisites, aPart])
      expect(
        annee.map(dateDeReleve).filter((d) => !traces.has(d) && !traces.has(d.replaceAll(INSECABLE, ' '))),
      ).toEqual([]);
  });

  it('figures by thousands are drawn whole', async () => {
    const r = composerReleve(donneesReleve(etatFige(), cloture()));
    const minutes = 98_765 as (typeof r.totaux)['duree'];
    const repartition = r.repartition.map((l) => ({ ...l, plafond: minutes, minutes }));
    const totaux = { visites: 1234, duree: minutes, complementaires: minutes, facturees: minutes };
    expect(trousDuPdf(await rendreReleve(polices, { ...r, repartition, totaux }, EMPREINTE))).toEqual([]);
  });

  it('[FI-7] a visit that passes midnight says that it ends the next day', async () => {
    const etat = etatFige('U1', {}, 1);
    const nuit = { debut: '2026-10-24T21:30:00Z' as Instant, fin: '2026-10-25T01:30:00Z' as Instant };
    const visites = etat.visites.map((v) => ({ ...v, ...nuit, arrivee: nuit.debut, depart: nuit.fin }));
    const textes = textesDuPdf(await rendre({ ...etat, visites })).flat();
    // The clocks go back that night: four real hours.
    for (const t of ['sam. 24 oct.', '23 h 30', '2 h 30', 'lendemain', '4 h 00']) expect(textes).toContain(t);
  });

  it('[CL-2] the same state gives the same bytes, in any time zone and with fonts loaded again', async () => {
    const etat = etatFige();
    const empreintes = new Set<string>();
    for (const tz of ['UTC', 'America/Cayenne', 'Pacific/Auckland']) {
      process.env.TZ = tz;
      empreintes.add(sha256(await rendre(etat)));
      empreintes.add(sha256(await rendre(etat, chargerPolices())));
    }
    expect(empreintes.size).toBe(1);
  });

  it('[CL-2] another state gives other bytes, even where the page looks alike', async () => {
    const d = donneesReleve(etatFige('U1', {}, 2), cloture());
    const rendreAvec = (empreinte: string) => rendreReleve(polices, composerReleve(d), empreinte);
    expect(sha256(await rendreAvec('b2'.repeat(32)))).not.toBe(sha256(await rendreAvec(EMPREINTE)));
  });

  it('[CL-2] each page bears its number, the closing, its author and the hash of the data', async () => {
    const pages = textesDuPdf(await rendre(etatFige()));
    expect(pages.length).toBeGreaterThan(1);
    for (const [i, page] of pages.entries()) {
      expect(page).toContain(`Page ${i + 1} / ${pages.length}`);
      expect(page).toContain('Clôture n° 3, le 2 novembre 2026 à 9 h 12, par l’administration du service');
      expect(page).toContain(`Empreinte SHA-256 des données : ${EMPREINTE}`);
      expect(i === 0 || page.includes('Mme DELAUNAY Françoise · relevé octobre 2026 · Paris domicile Est')).toBe(true);
    }
  });

  it('[CL-3] a month of many visits goes over pages: head again on each, no visit lost or cut', async () => {
    const etat = etatFige();
    const visites = Array.from({ length: 8 }, () => etat.visites).flat();
    const pages = textesDuPdf(await rendre({ ...etat, visites }));
    const avecVisites = pages.filter((p) => p.includes('Comptée'));
    expect(avecVisites.length).toBeGreaterThan(5);
    expect(compter(pages, 'jeu. 1 oct.')).toBe(8);
    expect(compter(pages, 'sam. 31 oct.')).toBe(8);
    expect(compter(pages, 'Comptée')).toBe(avecVisites.length);
    expect(pages.flat().join(' ')).toContain('232 visites, soit 229 h 52 au total');
  });

  it('a name that the font cannot draw, too long or with control characters, still prints', async () => {
    const long = 'Anne-Charlotte-Marie-Bérengère-Éléonore-Joséphine-de-la-Tour-d’Auvergne';
    const textes = textesDuPdf(
      await rendre(etatFige('U1', { nom: 'Nguyễn Łukasz Ωμέγα', prenom: long, adresse: 'a\tb\u0000c\n漢' }, 2)),
    ).flat();
    const entier = textes.join('');
    expect(entier).toContain('Łukasz');
    expect(entier).toMatch(/Nguy[êeễ]n/);
    expect(entier).toContain('Anne-Charlotte-Marie');
    expect(entier).toContain('a b c ?');
    expect(entier).not.toContain('\ufffd');
  });

  it('a name with the signs of XML leaves the metadata readable', async () => {
    const pdf = (await rendre(etatFige('U1', { nom: 'A & <B>' }, 1))).toString('latin1');
    const xmp = pdf.slice(pdf.indexOf('<x:xmpmeta'), pdf.indexOf('</x:xmpmeta>'));
    expect(xmp).toContain('pdfaid:conformance');
    expect(xmp).not.toContain('&');
    expect(xmp).not.toContain('<B>');
  });

  it('an old statement dates from its closing, not from today', async () => {
    const pdf = (await rendre(etatFige('U1', { dateNaissance: jour('1930-01-01') }, 1))).toString('latin1');
    expect(pdf).toContain('D:20261102081200Z');
    expect(pdf).not.toContain(`D:${new Date().toISOString().slice(0, 10).replaceAll('-', '')}`);
  });
});

describe('the printed rectification of closed months', () => {
  const rendreAvec = (visites: readonly VisiteComplementaire[], jours: number): Promise<Buffer> =>
    rendreReleve(
      polices,
      composerReleve(
        donneesReleve(etatSuivant(jours), clotureSuivante(), undefined, { complement: complementFige(visites) }),
      ),
      EMPREINTE,
    );
  const LONG = 'DE LA TOUR D’AUVERGNE-LAURAGUAIS Anne-Charlotte-Marie-Bérengère-Éléonore';
  /** Each lasts longer, by another aide, for reasons of up to the longest comment. */
  const rectifiees = (mois: string, corrections: number): VisiteComplementaire[] =>
    etatFige().visites.map((ancien, n) => ({
      moisOrigine: mois as typeof MOIS,
      ancien,
      nouveau: {
        ...ancien,
        intervenantNom: `${LONG} ${n}`,
        duree: (ancien.duree + 15) as Minutes,
        corrections: Array.from({ length: n === 4 ? corrections : 1 }, (_, i): VisiteFigee['corrections'][number] => ({
          id: `${mois} ${n} ${i}`,
          nature: 'HORAIRE',
          motif: 'AUTRE',
          auteur: 'anne',
          instant: paris('2026-11-05 10:00'),
          commentaire: n === 4 ? 'la voisine a ouvert '.repeat(100).trim() : `raison ${mois} ${n}`,
        })),
      },
    }));

  it('[CL-4] what was counted, what is now, why, and the minutes of each funder before and after', async () => {
    const [v] = etatFige('U1', {}, 1).visites;
    if (!v) throw new Error('a visit expected');
    const parts = [{ codeFinanceur: 'DASES_APA', numeroPec: 'P300002A', minutes: 95 as Minutes }];
    const nouveau = {
      ...v,
      fin: paris('2026-10-02 00:30'),
      duree: 95 as Minutes,
      minutesComplementaires: 5 as Minutes,
      parts,
    };
    const textes = textesDuPdf(await rendreAvec([{ moisOrigine: MOIS, ancien: v, nouveau }], 0)).flat();
    for (const t of [
      'Rectification de mois déjà clos',
      'Octobre 2026',
      'Comptée jusqu’ici',
      'Comptée désormais',
      '8 h 28 – 9 h 26',
      '1 h 35',
      '8 h 28 – 0 h 30',
      '(lendemain)',
      'compl. 0 h 05',
      'Jusqu’ici',
      '+ 0 h 35',
    ])
      expect(textes.join(' ')).toContain(t);
  });

  it('[CL-4] of many visits and long reasons, nothing is lost, nor passes the foot of a page', async () => {
    const pdf = await rendreAvec([...rectifiees('2026-09', 4), ...rectifiees('2026-10', 1)], 31);
    const pages = morceauxDuPdf(pdf);
    expect(pages.length).toBeGreaterThan(12);
    const tout = pages.map((p) => p.map((m) => m.texte).join(' '));
    for (const mois of ['2026-09', '2026-10'])
      for (const n of etatFige().visites.keys()) if (n !== 4) expect(tout.join(' ')).toContain(`raison ${mois} ${n})`);
    expect(tout.join(' ').match(/la\s+voisine/g)).toHaveLength(500);
    for (const [i, page] of pages.entries()) {
      const pied = page.findIndex((m) => m.texte.startsWith('Clôture n°'));
      const haut = page[pied]?.y ?? 0;
      // The foot is drawn once all is laid out: its three pieces are the last ones.
      const corps = page.slice(0, pied).filter((m) => !m.texte.startsWith('Mme DELAUNAY Françoise ·'));
      expect([i, corps.filter((m) => m.y <= haut)]).toEqual([i, []]);
      if (tout[i]?.includes('h 15')) expect(tout[i]).toContain('Comptée');
    }
    expect(trousDuPdf(pdf)).toEqual([]);
  });

  it('[CL-4] wherever it falls, the section begins where its first month does, and a month is named where its first visit is', async () => {
    const seuls: unknown[] = [];
    for (let n = 1; n < 16; n++) {
      const septembre = rectifiees('2026-09', 1).filter((_, i) => i !== 4 && i <= n);
      const pages = textesDuPdf(await rendreAvec([...septembre, ...rectifiees('2026-10', 1).slice(0, 1)], 2 * n));
      for (const titre of ['Rectification de mois déjà clos', 'Septembre 2026', 'Octobre 2026']) {
        const page = pages.find((p) => p.includes(titre)) ?? [];
        if (!page.slice(page.indexOf(titre)).includes('Comptée désormais')) seuls.push([n, titre]);
      }
    }
    expect(seuls).toEqual([]);
  });
});
