import { expect, test } from 'vitest';
import { EchecHttp } from '../serveur/api';
import { creerConnexionDifferee, type Tapee } from './connexion-differee';

const ANNE: Tapee = { identifiant: 'anne', motDePasse: 'cheval-agrafe' };

/** A server that answers each attempt with what it is told to. */
const banc = (...reponses: (Error | undefined)[]) => {
  const essais: string[] = [];
  const ouvertes: string[] = [];
  let pendant: () => void = () => undefined;
  const differee = creerConnexionDifferee(async (t, encoreVoulu) => {
    essais.push(t.identifiant);
    const r = reponses.shift();
    pendant();
    await Promise.resolve();
    if (r) throw r;
    if (encoreVoulu()) ouvertes.push(t.identifiant);
  });
  const pendantLEssai = (faire: () => void): void => {
    pendant = faire;
  };
  return { differee, essais, ouvertes, pendantLEssai };
};
const MUET = new EchecHttp(0, 'MUET', 'Le serveur ne répond pas.');
const FAUX = new EchecHttp(401, 'IDENTIFIANTS', 'Identifiant ou mot de passe incorrect.');

test('what was typed offline signs in on return, once', async () => {
  const b = banc();
  b.differee.retenir(ANNE);
  await Promise.all([b.differee.tenter(), b.differee.tenter()]);
  await b.differee.tenter();
  expect([b.essais, b.ouvertes]).toEqual([['anne'], ['anne']]);
});

test('a silent server keeps it for its return; a password refused is not tried again', async () => {
  const b = banc(MUET, new Error('coupé'), FAUX);
  b.differee.retenir(ANNE);
  for (let n = 0; n < 5; n++) await b.differee.tenter();
  expect([b.essais, b.ouvertes]).toEqual([['anne', 'anne', 'anne'], []]);
});

test('a contact, or a code of this PC only, leaves nothing to try', async () => {
  const b = banc();
  b.differee.retenir(ANNE);
  b.differee.oublier();
  await b.differee.tenter();
  b.differee.retenir(ANNE);
  b.differee.retenir(undefined);
  await b.differee.tenter();
  expect(b.essais).toEqual([]);
});

test.each([undefined, MUET])(
  'a sign-out during the attempt opens nothing, and nothing is tried again',
  async (reponse) => {
    const b = banc(reponse);
    b.differee.retenir(ANNE);
    b.pendantLEssai(() => b.differee.noterDepart());
    await b.differee.tenter();
    await b.differee.tenter();
    expect([b.essais, b.ouvertes]).toEqual([['anne'], []]);
  },
);
