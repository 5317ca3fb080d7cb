import { afterAll, beforeAll, expect, test } from 'vitest';
import { baseAntenne } from '#shared/contrats/ids';
import type { LignePlage } from '../store/magasin';
import { entourer } from '../store/testing/entourer';
import { rattraper } from './rattraper';
import { reconstruire } from './reconstruire';
import { type BancTransitions, ouvrirBancDUneVisite } from './testing/banc';

const EST = baseAntenne('EST');
const JOUR = '2026-11-25';

let banc: BancTransitions;
beforeAll(async () => {
  banc = await ouvrirBancDUneVisite(JOUR);
  await rattraper(banc.magasin, banc.horloge);
});
afterAll(() => banc.fermer());

test('[FL-1] a copy that still shows what was deleted does not keep it busy for ever: what is gone by id is gone', async () => {
  const avant = await banc.derives();
  const montrees = new Map<string, LignePlage>();
  let plages = 0;
  let refait = false;
  const retarde = entourer(banc.magasin, async (o, faire) => {
    const lignes = await faire();
    // It has caught up by the time that all is made again.
    if (o.nom === 'changements') refait = true;
    if (refait || o.nom !== 'plage' || o.base !== EST || !o.plage?.startsWith('intervention:')) return lignes;
    plages += 1;
    if (plages > 200) throw new Error('sans fin');
    for (const l of lignes as LignePlage[]) montrees.set(l.id, l);
    return [...montrees.values()].filter((l) => l.id >= (o.plage ?? ''));
  });
  await reconstruire(retarde, banc.horloge);
  expect(Object.keys(await banc.derives())).toEqual(Object.keys(avant));
});

test('what comes back each time is told, and nothing is made again', async () => {
  const tetu = entourer(banc.magasin, (o, faire) =>
    o.nom === 'ecrire' && o.ids.some((id) => id.startsWith('intervention:'))
      ? Promise.resolve(o.ids.map((id) => ({ id, erreur: 'conflict' })))
      : faire(),
  );
  await expect(reconstruire(tetu, banc.horloge)).rejects.toThrow(
    'Des documents intervention de tg-antenne-est reviennent toujours : rien n’a été refait.',
  );
});
