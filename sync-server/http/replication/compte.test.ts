import { afterAll, beforeAll, expect, it } from 'vitest';
import { baseAntenne, idCorrection } from '#shared/contrats/ids';
import { COMPTE, reponseEnvoiSchema } from '#shared/replication/protocole';
import { dateCivileSchema, instantSchema } from '#shared/temps/types';
import { ulidDe, usager } from '#shared/testing/constructeurs';
import { ecrireTout } from '../../store/ecrire';
import { lirePlage } from '../../store/lire';
import { type Banc, type Client, corpsDe, creerCompteDEssai, ouvrirBanc } from '../testing/banc';

// On a shared PC, a page that was opened by one account sends what the cookie of another lets it send.

let banc: Banc;
let bob: Client;
const MAINTENANT = instantSchema.parse('2026-11-25T12:00:00Z');
const JOUR = dateCivileSchema.parse('2026-11-24');

beforeAll(async () => {
  banc = await ouvrirBanc({ horloge: () => MAINTENANT });
  await creerCompteDEssai(banc.magasin, 'anne', 'GESTIONNAIRE', ['EST', 'SUD']);
  await creerCompteDEssai(banc.magasin, 'bob', 'GESTIONNAIRE', ['EST']);
  await creerCompteDEssai(banc.magasin, 'chef', 'ADMINISTRATEUR', []);
  await ecrireTout(banc.magasin, baseAntenne('EST'), [usager('U1')]);
  bob = await banc.connecter('bob');
});
afterAll(() => banc.fermer());

const correction = (id: string, auteur: string) => ({
  _id: idCorrection(JOUR, id),
  type: 'correction',
  id,
  date: JOUR,
  antenne: 'EST',
  nature: 'HORAIRE',
  cible: { genre: 'POINTAGE', id: 'P1' },
  debut: '2026-11-24T08:00:00Z',
  motif: 'OUBLI_ARRIVEE',
  auteur,
  poste: 'poste-1',
  instant: '2026-11-24T18:00:00Z',
  base: [],
  source: 'POSTE',
});
const deAnne = { [COMPTE.entete]: 'anne' };
const tout = () => lirePlage<{ _id: string }>(banc.magasin, baseAntenne('EST'), { debut: '', fin: '\uffff' });
const tentatives = async (): Promise<unknown> =>
  corpsDe(await (await banc.connecter('chef')).appeler('GET', '/api/tentatives'));

it('[CO-6] under the cookie of another, nothing that a page sends is judged: no refusal is kept, and nobody is accused', async () => {
  const avant = await tout();
  const corps = { documents: [correction(ulidDe(1), 'anne')] };
  for (const antenne of ['EST', 'SUD']) {
    const reponses = [
      await bob.appeler('POST', `/replication/saisies?antenne=${antenne}`, { corps, entetes: deAnne }),
      await bob.appeler('GET', `/replication/dossiers?antenne=${antenne}`, { entetes: deAnne }),
      await bob.appeler('GET', `/replication/flux?antenne=${antenne}&${COMPTE.requete}=anne`),
      await bob.appeler('POST', `/replication/poste?antenne=${antenne}`, {
        corps: { poste: 'poste-1', attente: 1 },
        entetes: deAnne,
      }),
      await bob.appeler('GET', '/api/session', { entetes: deAnne }),
    ];
    for (const r of reponses) {
      expect(r.status).toBe(401);
      const { code, message } = await corpsDe(r);
      expect(code).toBe('SESSION');
      expect(message).toMatch(/Reconnectez-vous/);
      // Whose it is now is nobody's affair there.
      expect(message).not.toMatch(/bob/i);
    }
  }
  expect(await tout()).toEqual(avant);
  expect(JSON.stringify(await tentatives())).not.toContain('bob');
});

it('readings of a page are not noted as those of who the cookie is', async () => {
  const corps = { consultations: [{ usagerId: 'U1', instant: '2026-11-25T09:00:00Z' }] };
  const r = await bob.appeler('POST', '/api/audit/consultations', { corps, entetes: deAnne });
  expect(r.status).toBe(401);
  const sien = await bob.appeler('POST', '/api/audit/consultations', { corps, entetes: { [COMPTE.entete]: 'bob' } });
  expect([sien.status, await corpsDe(sien)]).toEqual([200, { notees: 1 }]);
});

it('an act of a page is not done in the name of who the cookie is, wherever it is asked', async () => {
  const r = await bob.appeler('POST', '/api/cloture', { corps: {}, entetes: deAnne });
  expect(r.status).toBe(401);
});

it('a page that says its own account, or nothing (of a former version), is served as before', async () => {
  for (const [id, entetes] of [
    [ulidDe(2), { [COMPTE.entete]: 'bob' }],
    [ulidDe(3), {}],
  ] as const) {
    const corps = { documents: [correction(id, 'bob')] };
    const r = await bob.appeler('POST', '/replication/saisies?antenne=EST', { corps, entetes });
    expect(reponseEnvoiSchema.parse(await corpsDe(r)).recus).toHaveLength(1);
  }
});
