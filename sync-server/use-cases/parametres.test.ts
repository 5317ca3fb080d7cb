import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CleParametre, PARAMETRES } from '#shared/contrats/parametre';
import { instantSchema } from '#shared/temps/types';
import { ouvrirMagasinDEssai } from '../http/banc';
import type { AccesMagasin } from '../ports/documents';
import { exempleDe, prevoirParametre } from './parametres';

let magasin: AccesMagasin;
let fermer: () => Promise<void>;
beforeAll(async () => {
  ({ magasin, fermer } = await ouvrirMagasinDEssai());
});
afterAll(() => fermer());

const prevoir = (cle: string, valeur: string) =>
  prevoirParametre(magasin, () => instantSchema.parse('2026-11-25T10:00:00Z'), { cle, valeur, depuis: '2026-12-01' });

test.each(Object.keys(PARAMETRES) as CleParametre[])(
  '%s: what its refusal gives as an example is accepted',
  async (cle) => {
    const refus = await prevoir(cle, '{"faux":');
    const exemple = exempleDe(cle);
    if (!refus.ok) expect(refus.refus.message).toContain(`Écrivez par exemple : ${exemple}`);
    expect(await prevoir(cle, exemple)).toMatchObject({ ok: true });
  },
);

test.each([
  ['numeroVert', '08 05 12 34 56', '+33805123456'],
  ['numeroVert', '+33 8 05 12 34 56', '+33805123456'],
  ['numeroVert', '33805123456', '+33805123456'],
  ['numeroVert', '""', ''],
  ['telephonesAntennes', '{"SUD":"01 45 01 02 03"}', { SUD: '+33145010203' }],
  ['assistance', '{"numero":"01 45 01 02 03","heures":"le matin"}', { numero: '+33145010203', heures: 'le matin' }],
])('%s typed %s is kept in E.164', async (cle, valeur, apres) => {
  expect(await prevoir(cle, valeur)).toMatchObject({ ok: true, valeur: { apres } });
});
