import { afterAll, beforeAll, expect, test } from 'vitest';
import { baseAntenne } from '#shared/contrats/ids';
import type { Pointage } from '#shared/contrats/pointages/pointage';
import { dateParis, epochMs } from '#shared/temps/paris';
import { paris, usager } from '#shared/testing/constructeurs';
import { type Banc, corpsDe, creerCompteDEssai, ouvrirBanc } from '../../http/testing/banc';
import { ecrireTout } from '../../store/ecrire';
import { lirePlage, plageDuType } from '../../store/lire';
import { magasinMemoire } from '../../store/memoire/memoire';
import { enMinorite } from '../../store/testing/minorite';
import { intervenant } from '../../transitions/testing/banc';
import { ecrireParametre } from '../exploitation/parametres/parametres';
import { sceller, secretDe } from './testing/sceller';

const MAINTENANT = paris('2026-11-25 12:00');
const horloge = () => MAINTENANT;
const grappe = enMinorite(magasinMemoire());
let banc: Banc;
let feuille: string;

beforeAll(async () => {
  banc = await ouvrirBanc({ magasin: grappe.m, horloge });
  await creerCompteDEssai(grappe.m, 'marie', 'GESTIONNAIRE', ['EST']);
  await ecrireTout(grappe.m, baseAntenne('EST'), [usager('U1'), { ...intervenant('I1', 'EST'), codeSvi: '10428' }]);
  await ecrireParametre(grappe.m, horloge, {
    auteur: 'essai',
    cle: 'pointerSansTelephone',
    depuis: dateParis(MAINTENANT),
    valeur: '["EST"]',
  });
  const marie = await banc.connecter('marie');
  const donnee = await marie.appeler('POST', '/api/liens-pointer/usager/U1', { corps: {} });
  feuille = secretDe(String((await corpsDe(donnee)).adresse));
});
afterAll(() => banc.fermer());

test('[PT-9] one node of three is left: nothing is said to be recorded, and what is sent again is recorded once', async () => {
  const passages = ['ARRIVEE', 'DEPART'].map((sens) =>
    sceller(feuille, { code: '10428', sens: sens as Pointage['sens'], appui: epochMs(MAINTENANT), ecart: 0 }),
  );
  const envoyer = () =>
    banc.anonyme.appeler('POST', '/api/pointer', { corps: { envoi: epochMs(MAINTENANT), passages } });
  grappe.perdre();
  // The first write is taken without its quorum, and the next ones are refused: neither is answered for.
  for (let n = 0; n < 3; n += 1) {
    const r = await envoyer();
    expect(r.status).toBe(503);
    expect(await corpsDe(r)).not.toHaveProperty('sorts');
  }
  grappe.revenir();
  const r = await envoyer();
  expect(r.status).toBe(200);
  expect((await corpsDe(r)).sorts).toMatchObject([{ sort: 'ENREGISTRE' }, { sort: 'ENREGISTRE' }]);
  expect(await lirePlage(grappe.m, 'tg-pointages-2026', plageDuType('pointage'))).toHaveLength(2);
});
