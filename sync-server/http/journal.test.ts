import pino from 'pino';
import { expect, test } from 'vitest';
import { baseAntenne } from '#shared/contrats/ids';
import { ecrireLot } from '../ports/documents';
import { corpsDe, creerCompteDEssai, MOT_DE_PASSE, ouvrirBanc } from './testing/banc';

test('the log tells what happened under the reference that the answer gave, and nothing of anyone', async () => {
  const lignes: string[] = [];
  const banc = await ouvrirBanc({ journal: pino({ level: 'debug' }, { write: (l: string) => lignes.push(l) }) });
  await creerCompteDEssai(banc.magasin, 'mme.dupont', 'GESTIONNAIRE', ['EST']);
  await ecrireLot(banc.magasin, baseAntenne('EST'), [{ _id: 'usager:DURAND', type: 'usager', nom: 'DURAND' }]);
  const client = await banc.connecter('mme.dupont');
  await client.appeler('GET', '/replication/dossiers?antenne=EST&nom=DURAND');
  await client.appeler('POST', '/replication/saisies?antenne=EST', {
    corps: { documents: [{ _id: 'x', nom: 'DURAND' }] },
  });
  await client.appeler('GET', '/recherche/DURAND');
  const refusee = await banc.anonyme.appeler('POST', '/api/session', {
    corps: { identifiant: 'mme.dupont', motDePasse: 'secret-faux' },
  });
  const { reference } = await corpsDe(refusee);
  // The store lost under the server's feet: a fault of ours, told without what the store said.
  await banc.magasin.detruireBase(baseAntenne('EST'));
  const perdue = await client.appeler('POST', '/replication/saisies?antenne=EST', {
    corps: { documents: [{ _id: 'y', nom: 'DURAND' }] },
  });
  expect(perdue.status).toBeGreaterThanOrEqual(500);
  const erreur = await corpsDe(perdue);
  expect(erreur.message).toMatch(/[.…]$/);
  await banc.fermer();
  const journal = lignes.join('');
  expect(lignes.some((l) => l.includes(`"reqId":"${reference}"`) && l.includes('"statut":401'))).toBe(true);
  expect(lignes.some((l) => l.includes(`"reqId":"${erreur.reference}"`) && l.includes('"level":50'))).toBe(true);
  for (const mot of [
    'dupont',
    'DURAND',
    MOT_DE_PASSE,
    'secret-faux',
    client.cookie.split('=')[1] ?? '?',
    'antenne=EST',
  ]) {
    expect([mot, journal.includes(mot)]).toEqual([mot, false]);
  }
});
