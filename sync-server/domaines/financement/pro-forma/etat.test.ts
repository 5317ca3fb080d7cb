import { afterAll, beforeAll, expect, test } from 'vitest';
import { baseAntenne } from '#shared/contrats/ids';
import type { Mois } from '#shared/temps/types';
import { cloture, ulidDe } from '#shared/testing/constructeurs';
import { type Banc, type Client, corpsDe, creerCompteDEssai, ouvrirBanc } from '../../../http/testing/banc';
import { ecrireTout } from '../../../store/ecrire';
import { etatProForma } from './etat';

// A validation comes as any other saisie of a PC: through the push of the replication.

const MOIS = '2026-10' as Mois;
const EMPREINTE = 'e'.repeat(64);
let banc: Banc;
const clients: Record<string, Client> = {};

beforeAll(async () => {
  banc = await ouvrirBanc();
  const { magasin } = banc;
  for (const antenne of ['EST', 'SUD'] as const)
    await ecrireTout(magasin, baseAntenne(antenne), [cloture(antenne, MOIS, { empreinte: EMPREINTE })]);
  await creerCompteDEssai(magasin, 'est', 'GESTIONNAIRE', ['EST']);
  await creerCompteDEssai(magasin, 'chef', 'GESTIONNAIRE', ['EST'], true);
  await creerCompteDEssai(magasin, 'siege', 'CENTRAL', []);
  for (const qui of ['est', 'chef', 'siege']) clients[qui] = await banc.connecter(qui);
});
afterAll(() => banc.fermer());

const AUJOURDHUI = new Date().toISOString().slice(0, 10);
let n = 0;
const dire = async (qui: string, plus: Record<string, unknown> = {}, antenne = 'EST') => {
  n += 1;
  const doc = {
    _id: `proforma:${AUJOURDHUI}:${ulidDe(n)}`,
    id: ulidDe(n),
    type: 'proforma',
    date: AUJOURDHUI,
    antenne,
    auteur: qui,
    instant: new Date(Date.now() - 60_000 + n * 1_000).toISOString().replace(/\.\d+/, ''),
    poste: 'PC-01',
    mois: MOIS,
    decision: 'VALIDE',
    empreinte: EMPREINTE,
    ...plus,
  };
  const r = await clients[qui]?.appeler('POST', `/replication/saisies?antenne=${antenne}`, {
    corps: { documents: [doc] },
  });
  const corps = r ? await corpsDe(r) : {};
  return r?.status === 200 ? ((corps.refuses as { code: string }[])[0]?.code ?? 'PRIS') : corps.code;
};
const etats = async () => (await etatProForma(banc.magasin, MOIS)).map((e) => `${e.antenne} ${e.etat}`);

test('[CL-6] only who may close, for a closed month of its own antenna, on the closing that it read; each refusal is told', async () => {
  expect(await etats()).toContain('EST ATTENTE');
  expect(await dire('est')).toBe('ROLE');
  expect(await dire('chef', {}, 'SUD')).toBe('ANTENNE');
  expect(await dire('chef', { antenne: 'SUD' })).toBe('ANTENNE');
  expect(await dire('chef', { mois: '2026-09' })).toBe('MOIS_OUVERT');
  expect(await dire('chef', { empreinte: 'f'.repeat(64) })).toBe('EMPREINTE');
  expect(await dire('chef', { decision: 'REFUSE' })).toBe('MOTIF');
  expect(await dire('chef', { decision: 'PEUT_ETRE' })).toBe('FORMAT');
  expect(await etats()).toContain('EST ATTENTE');

  expect(await dire('chef')).toBe('PRIS');
  expect(await dire('siege', {}, 'SUD')).toBe('PRIS');
  expect(await etats()).toEqual([
    'CENTRE ATTENTE',
    'NORD_EST ATTENTE',
    'EST VALIDE',
    'OUEST ATTENTE',
    'NORD_OUEST ATTENTE',
    'SUD VALIDE',
  ]);

  expect(await dire('siege', { decision: 'REFUSE', motif: 'Total APA à revoir' })).toBe('PRIS');
  const est = (await etatProForma(banc.magasin, MOIS)).find((e) => e.antenne === 'EST');
  expect(est).toMatchObject({ etat: 'REFUSE', motif: 'Total APA à revoir', auteur: 'siege' });
  // A refusal reopens nothing: the closing stands, and so does the word of the other antenna.
  expect(await etats()).toContain('SUD VALIDE');
});
