import { buffer } from 'node:stream/consumers';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Mois } from '#shared/temps/types';
import { textesDuPdf } from '../../../adapters/pdf/testing/texte';
import { type BancCloture, ligneApa, ouvrirBancCloture } from '../../cloture/testing/banc';
import { preparerJustificatifs } from './justificatifs';

// October is closed with two visits of M1; one then turns out to be 15 minutes longer, the other to be none, and M2 to have had one.

const [OCT, NOV, DEC] = ['2026-10', '2026-11', '2026-12'] as [Mois, Mois, Mois];
let s: BancCloture;

const lire = async (mois: Mois, financeur?: string): Promise<Record<string, string>> => {
  const p = { magasin: s.b.magasin, horloge: s.maintenant };
  const r = await preparerJustificatifs(p, { antennes: ['SUD'], mois, ...(financeur && { financeur }) });
  if (!r.ok) return { refus: r.refus.code };
  const contenu = unzipSync(new Uint8Array(await buffer(r.valeur.ouvrir())));
  return Object.fromEntries(
    Object.entries(contenu).flatMap(([nom, o]) =>
      nom.endsWith('.pdf') ? [[nom.split('/')[1] ?? '', textesDuPdf(Buffer.from(o)).flat().join(' | ')]] : [],
    ),
  );
};

beforeAll(async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 20), ligneApa('M2', 20)]);
  await s.pointer('V1', '2026-10-06T07:00:00Z', '2026-10-06T08:00:00Z');
  await s.pointer('V2', '2026-10-07T07:00:00Z', '2026-10-07T08:00:00Z');
  s.aller('2026-11-05T08:00:00Z');
  await s.tourner();
  await s.clore(OCT, ['SUD']);
  const [une, deux] = await s.interventions('SUD');
  if (!une || !deux) throw new Error('pas de visite');
  await s.corriger(une, 'MINUTES', { minutes: 15 as never, motif: 'ATTENTE_PORTE' });
  await s.corriger(deux, 'SUPPRESSION', { motif: 'ERREUR_PLANNING' });
  await s.pointer('V3', '2026-10-08T07:00:00Z', '2026-10-08T07:45:00Z', { usagerId: 'M2' });
  await s.pointer('V4', '2026-11-03T07:00:00Z', '2026-11-03T08:00:00Z');
  s.aller('2026-12-05T08:00:00Z');
  await s.tourner();
  await s.clore(NOV, ['SUD']);
});
afterAll(() => s.b.fermer());

it('[CL-4] what a closing bills of months closed before is in the proofs of its month, of who had no visit in it too', async () => {
  const novembre = await lire(NOV);
  expect(Object.keys(novembre)).toEqual(['JUSTIFICATIF_APA_M1_SUD_202611.pdf', 'JUSTIFICATIF_APA_M2_SUD_202611.pdf']);
  const [m1 = '', m2 = ''] = Object.values(novembre).map((t) => t.replaceAll('\u00a0', ' '));
  expect(m1).toContain('1 visite, 1 h 00 à la charge de ce financeur.');
  expect(m1).toContain('S’en retranche, de mois déjà clos : 0 h 45,');
  expect(m1).toMatch(
    /Rectification de mois déjà clos \| octobre 2026 .*1 h 00 \| 1 h 15 \| \+0 h 15 .*visite retirée \| 1 h 00 \| 0 h 00 \| −1 h 00/,
  );
  expect(m2).toContain('S’y ajoute, de mois déjà clos : 0 h 45,');
  expect(m2).toMatch(/Rectification de mois déjà clos .*0 h 00 \| 0 h 45 \| \+0 h 45/);
  expect(await lire(NOV, 'CNAV')).toEqual({ refus: 'SANS_JUSTIFICATIF' });
});

it('[CL-2] a month that rectifies none says nothing of it', async () => {
  const octobre = await lire(OCT);
  expect(Object.keys(octobre)).toEqual(['JUSTIFICATIF_APA_M1_SUD_202610.pdf']);
  expect(Object.values(octobre).join()).not.toMatch(/Rectification|S’y ajoute|S’en retranche/);
  expect(await lire(DEC)).toEqual({ refus: 'SANS_JUSTIFICATIF' });
});
