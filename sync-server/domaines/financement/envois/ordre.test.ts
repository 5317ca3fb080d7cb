import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Destination } from '#shared/contrats/financement/envoi';
import type { Instant, Mois } from '#shared/temps/types';
import { depotDossier } from '../../../adapters/sftp/dossier';
import { lireFaits } from '../../audit/faits';
import { lireAudit } from '../../audit/lire';
import { direEntree } from '../../audit/phrase';
import { fichier } from '../../dossiers/testing/banc-import';
import { type BancEnvois, cloreMois, MOIS, ouvrirBancEnvois } from '../testing/banc-envois';
import { lireEnvois } from './documents';
import { envoyer, renvoyer } from './envoyer';
import { listerEnvois } from './lister';
import type { PortsEnvois } from './ports';
import { preparer } from './preparer';

// Three months, one after the other, to each of the two that receive them.

const [NOVEMBRE, DECEMBRE] = ['2026-11', '2026-12'] as [Mois, Mois];
let b: BancEnvois;
let p: PortsEnvois;
beforeAll(async () => {
  b = await ouvrirBancEnvois({ horloge: () => '2027-01-06T08:00:00Z' as Instant });
  p = { ...b.ports, depots: { ...b.ports.depots, MILLESIME: depotDossier(await b.dossier()) } };
  const visite = (jour: string, n: number) => [
    `A${n};${jour} 08:30:00;A;I1;M1;+33199004964`,
    `D${n};${jour} 09:30:00;D;I1;M1;+33199004964`,
  ];
  await b.importer(
    { 'POINTAGES_202611.csv': fichier('POINTAGES', visite('03/11/2026', 71)) },
    { a: '2026-12-01T08:00:00Z' },
  );
  await b.importer(
    { 'POINTAGES_202612.csv': fichier('POINTAGES', visite('03/12/2026', 81)) },
    { a: '2027-01-01T08:00:00Z' },
  );
  for (const [mois, le] of [
    [MOIS, '2026-11-05T08:00:00Z'],
    [NOVEMBRE, '2026-12-05T08:00:00Z'],
    [DECEMBRE, '2027-01-05T08:00:00Z'],
  ] as const) {
    expect(await cloreMois(b, mois, le)).toBe('');
    await b.valider('VALIDE', mois);
  }
});
afterAll(() => b.fermer());

const partir = async (mois: Mois, destination: Destination, motif?: string): Promise<string> => {
  const r = await envoyer(p, { mois, destination, auteur: 'siege', motif });
  return r.ok ? [...new Set(r.valeur.map((f) => f.etat))].join() : `${r.refus.code} ${r.refus.message}`;
};
const page = async (mois: Mois, destination: Destination) => {
  const { destinations } = await listerEnvois(p, mois, { complet: true, peutEnvoyer: true });
  const { attendus, anciens } = destinations.find((d) => d.destination === destination) ?? {};
  return { attendus, anciens };
};

it.each([
  ['DASES', [], [], 'novembre 2026'],
  ['MILLESIME', ['EST', 'SUD'], ['SUD'], 'novembre 2026 (Sud)'],
] as const)(
  '[CL-4] %s: a month does not leave before one that it may rectify, and the screen says it before',
  async (destination, premieres, antennes, nom) => {
    // The first that leaves from here: those of before may have been handed over by the former software.
    expect(await page(NOVEMBRE, destination)).toEqual({ attendus: [], anciens: [{ mois: MOIS, antennes: premieres }] });
    expect(await partir(MOIS, destination)).toBe('ENVOYE');
    expect(await page(NOVEMBRE, destination)).toEqual({ attendus: [], anciens: [] });
    expect(await page(DECEMBRE, destination)).toEqual({ attendus: [{ mois: NOVEMBRE, antennes }], anciens: [] });
    const refus = await partir(DECEMBRE, destination);
    expect(refus).toContain('MOIS_PRECEDENT Rien n’est parti.');
    expect(refus.toLowerCase()).toContain(`${nom.toLowerCase()} n’est pas parti pour`);
    // Prepared to be read: it has not left, and does not by another way.
    const quoi = { mois: DECEMBRE, destination, auteur: 'siege' };
    expect((await preparer(p, quoi)).ok).toBe(true);
    const [prepare] = (await lireEnvois(b.magasin, DECEMBRE)).filter((e) => e.destination === destination);
    expect(await renvoyer(p, { id: prepare?._id ?? '', auteur: 'siege' })).toMatchObject({
      refus: { code: 'MOIS_PRECEDENT' },
    });
    expect(await partir(NOVEMBRE, destination)).toBe('ENVOYE');
    expect(await partir(DECEMBRE, destination)).toBe('ENVOYE');
  },
);

it('[CL-4] handed over otherwise, a month is passed over with a reason, which is kept; the next one is told of it and not held', async () => {
  const c = await ouvrirBancEnvois({ horloge: () => '2027-01-06T08:00:00Z' as Instant });
  const [avant, avantP] = [b, p];
  [b, p] = [c, { ...c.ports, depots: { MILLESIME: depotDossier(await c.dossier()) } }];
  try {
    const visite = fichier('POINTAGES', ['A7;03/11/2026 08:30:00;A;I1;M1;', 'D7;03/11/2026 09:30:00;D;I1;M1;']);
    const suivante = fichier('POINTAGES', ['A8;03/12/2026 08:30:00;A;I1;M1;', 'D8;03/12/2026 09:30:00;D;I1;M1;']);
    await c.importer(
      { 'POINTAGES_202611.csv': visite, 'POINTAGES_202612.csv': suivante },
      { a: '2027-01-01T08:00:00Z' },
    );
    for (const mois of [MOIS, NOVEMBRE, DECEMBRE]) expect(await cloreMois(c, mois, '2027-01-05T08:00:00Z')).toBe('');
    expect(await partir(MOIS, 'MILLESIME')).toBe('ENVOYE');
    expect(await partir(DECEMBRE, 'MILLESIME')).toContain('MOIS_PRECEDENT');
    expect(await partir(DECEMBRE, 'MILLESIME', 'remis sur une clé')).toBe('ENVOYE');
    // Asked for again, it is said to have left.
    expect(await partir(DECEMBRE, 'MILLESIME')).toBe('ENVOYE');
    const { entrees } = await lireAudit(c.magasin, { action: 'ENVOI' });
    expect(JSON.stringify(entrees)).not.toContain('clé');
    const dire = async (nominatif: boolean) => {
      const faits = await lireFaits(c.magasin, entrees, { nominatif });
      return entrees.map((x) => direEntree(x, {}, faits))[0];
    };
    expect(await dire(true)).toMatch(/, motif « remis sur une clé »\.$/);
    expect(await dire(false)).toMatch(/, avec un motif écrit\.$/);
    expect(await page('2027-01' as Mois, 'MILLESIME')).toEqual({
      attendus: [],
      anciens: [{ mois: NOVEMBRE, antennes: ['SUD'] }],
    });
  } finally {
    [b, p] = [avant, avantP];
    await c.fermer();
  }
});
