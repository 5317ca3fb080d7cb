import { afterAll, beforeAll, expect, test } from 'vitest';
import { BASE_CENTRALE, baseAntenne } from '#shared/contrats/ids';
import { dateParis, epochMs, instantDe } from '#shared/temps/paris';
import { paris, usager } from '#shared/testing/constructeurs';
import { type Banc, corpsDe, creerCompteDEssai, ouvrirBanc } from '../../http/testing/banc';
import { ecrireTout } from '../../store/ecrire';
import { lirePlage, plageDuType } from '../../store/lire';
import { magasinMemoire } from '../../store/memoire/memoire';
import { enRetard } from '../../store/testing/en-retard';
import { plageType } from '../../store/types';
import { intervenant } from '../../transitions/testing/banc';
import { donnerAccesPersonnel, retirerAccesPersonnel } from '../acces-personnel/liens';
import { ecrireParametre } from '../exploitation/parametres/parametres';
import { donnerFeuilles, donnerLienPointer, lireLiensPointer, retirerLienPointer } from './liens';
import { sceller, secretDe } from './testing/sceller';

let maintenant = paris('2026-11-25 12:00');
const horloge = () => maintenant;
const apres = (secondes: number): void => {
  maintenant = instantDe(epochMs(maintenant) + secondes * 1_000);
};
const grappe = enRetard(magasinMemoire());
let banc: Banc;
let feuille: string;
let lienAide: string;

beforeAll(async () => {
  banc = await ouvrirBanc({ magasin: grappe.m, horloge });
  await creerCompteDEssai(grappe.m, 'marie', 'GESTIONNAIRE', ['EST']);
  await ecrireTout(grappe.m, baseAntenne('EST'), [
    { ...usager('U1'), codeUsager: '334455' },
    { ...intervenant('I1', 'EST'), codeSvi: '10428' },
  ]);
  await ecrireParametre(grappe.m, horloge, {
    auteur: 'essai',
    cle: 'pointerSansTelephone',
    depuis: dateParis(maintenant),
    valeur: '["EST"]',
  });
  const marie = await banc.connecter('marie');
  const donner = async (genre: string, id: string): Promise<string> =>
    secretDe(
      String((await corpsDe(await marie.appeler('POST', `/api/liens-pointer/${genre}/${id}`, { corps: {} }))).adresse),
    );
  feuille = await donner('usager', 'U1');
  lienAide = await donner('intervenant', 'I1');
});
afterAll(() => banc.fermer());

const envoyer = async (passages: readonly object[]) => {
  const r = await banc.anonyme.appeler('POST', '/api/pointer', { corps: { envoi: epochMs(maintenant), passages } });
  expect(r.status).toBe(200);
  return (await corpsDe(r)).sorts;
};
const ecrits = async (): Promise<number> =>
  (await lirePlage(grappe.m, BASE_CENTRALE, plageDuType('passage-pointer'))).length;
const passage = (secret: string, plus: { usager?: string } = {}) =>
  sceller(secret, { code: '10428', sens: 'ARRIVEE', appui: epochMs(maintenant), ecart: 0, ...plus });

const ATTEND = { sort: 'PLUS_TARD', message: expect.stringContaining('se remettent à jour') };

test('[PT-9] a code that a lagging copy does not show is no fault: it is kept until the copies agree, then recorded', async () => {
  const siens = Array.from({ length: 6 }, () => passage(feuille));
  const sien = passage(lienAide, { usager: '334455' });
  grappe.retarder((id) => /^(intervenant|usager):/.test(id));
  expect(await envoyer([...siens, sien])).toMatchObject([...siens, sien].map(() => ATTEND));
  expect(await ecrits()).toBe(0);
  grappe.calmer();
  apres(10);
  expect(await envoyer([...siens, sien])).toMatchObject([...siens, sien].map(() => ({ sort: 'ENREGISTRE' })));
  expect(await lirePlage(grappe.m, 'tg-pointages-2026', plageDuType('pointage'))).toHaveLength(7);
});

test('[PT-9] a choice of the antenna that a lagging copy does not show is not judged either', async () => {
  const sien = passage(feuille);
  grappe.retarder((id) => id.startsWith('parametre:'));
  expect(await envoyer([sien])).toMatchObject([ATTEND]);
  grappe.calmer();
  expect(await envoyer([sien])).toMatchObject([{ sort: 'ENREGISTRE' }]);
});

test('[PT-10] on a cluster that is calm, a wrong code is a fault at once', async () => {
  apres(10);
  const faux = sceller(feuille, { code: '99999', sens: 'ARRIVEE', appui: epochMs(maintenant), ecart: 0 });
  expect(await envoyer([faux])).not.toMatchObject([{ sort: 'PLUS_TARD' }]);
});

test('[PT-10] nobody finds a code by trying many while the copies catch up: past five, a right one waits like the others', async () => {
  apres(1_000);
  const essai = (code: string) => sceller(feuille, { code, sens: 'ARRIVEE', appui: epochMs(maintenant), ecart: 0 });
  grappe.retarder((id) => id === 'intervenant:I9');
  const avant = await ecrits();
  const faux = ['20001', '20002', '20003', '20004', '20005', '20006'].map(essai);
  const juste = essai('10428');
  expect(await envoyer([...faux, juste])).toMatchObject([...faux, juste].map(() => ATTEND));
  expect(await ecrits()).toBe(avant);
  grappe.calmer();
  expect(await envoyer([juste])).toMatchObject([{ sort: 'ENREGISTRE' }]);
});

test('[PT-9] links that a lagging copy may not show are not said to be taken back, nor given anew', async () => {
  const acte = { horloge, auteur: 'marie', antennes: ['EST'], extranet: 'https://essai' } as const;
  const sujet = { genre: 'INTERVENANT', id: 'I1' } as const;
  const ouvre = await ecrireParametre(grappe.m, horloge, {
    auteur: 'essai',
    cle: 'accesPersonnel',
    depuis: dateParis(maintenant),
    valeur: '{"qui":"TOUS","jours":30}',
  });
  expect(ouvre.ok).toBe(true);
  expect((await donnerAccesPersonnel(grappe.m, acte, sujet)).ok).toBe(true);
  const laisses = async () => [
    (await plageType(grappe.m, 'acces-personnel', {})).length,
    (await lireLiensPointer(grappe.m)).filter((l) => l.retireLe === undefined).length,
  ];
  const gestes = () =>
    Promise.all([
      retirerAccesPersonnel(grappe.m, acte, sujet),
      retirerLienPointer(grappe.m, acte, sujet),
      donnerAccesPersonnel(grappe.m, acte, sujet),
      donnerLienPointer(grappe.m, acte, sujet),
      donnerFeuilles(grappe.m, acte, { antenne: 'EST', usagers: ['U1'] }),
    ]);
  grappe.retarder((id) => /^(acces-personnel|lien-pointer):/.test(id));
  const dits = (await gestes()).map((r) => (r.ok ? 'FAIT' : `${r.refus.code} ${r.refus.ecran}`));
  expect(dits.every((d) => d.startsWith('GRAPPE_RETARD '))).toBe(true);
  expect(dits[0]).toContain('Le lien n’est peut-être pas retiré. Réessayez dans quelques minutes.');
  grappe.calmer();
  expect(await laisses()).toEqual([1, 2]);
  expect((await retirerAccesPersonnel(grappe.m, acte, sujet)).ok).toBe(true);
  expect((await retirerLienPointer(grappe.m, acte, sujet)).ok).toBe(true);
  expect(await laisses()).toEqual([0, 1]);
});
