import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { mener } from './testing/epreuve/campagne';

// The long run of `npm run epreuve:svi`, cut short. Only a fact that never comes is a failure, not a slow machine.
test('[PT-6] 3 SIGKILLs of the worker, 2 stops of CouchDB, 20 callers: what was confirmed by voice is stored, once', async () => {
  const r = await mener({ morts: 3, arrets: 2, appelants: 20, graine: 20261125 });
  expect(r.fautes).toEqual([]);
  expect([r.morts, r.arretsBrutaux + r.arretsDoux]).toEqual([3, 2]);
  // It did see what it is about: couples, corrections, failed calls, requests sent again.
  expect(r.pointagesEntendus).toBeGreaterThan(r.appelsConfirmes);
  expect(Math.min(r.remplaces, r.appelsEchoues, r.nouveauxEssais)).toBeGreaterThan(0);
  expect(r.pointages).toBeGreaterThanOrEqual(r.pointagesEntendus);
  expect(r.pointages).toBeLessThanOrEqual(r.pointagesEntendus + r.sansReponse);
  await rm(r.dossier, { recursive: true });
}, 400_000);
