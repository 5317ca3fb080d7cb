import { expect, test } from 'vitest';
import type { MessageAstreinte } from '#shared/contrats/exploitation/message-astreinte';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { epochMs, instantDe } from '#shared/temps/paris';
import { jour, paris, pointage, usager, visite } from '#shared/testing/constructeurs';
import { lireGarde } from '../../sync-server/domaines/astreinte/accuser';
import { lirePlage, plageDuType } from '../../sync-server/store/lire';
import { demarrerApiOperateur } from '../../telephony/simulator/api-operateur';
import { ANNE, BRUNO, COMPTE, DIT, LENDEMAIN, monterAstreinte } from './banc';

// The operator: refusals, delays, deaths in between, and the mail instead.

const { e, demarrer, ports, jusqua, recus, lien, etats, taire, laisserParler } = monterAstreinte();

test('[AL-7] no credit left: each is written to by mail, the next at once, and it is said without a name', async () => {
  e.operateur.sms.sansCredit = true;
  await jusqua('10:18');
  expect(e.courriels.map((c) => [c.a, c.sujet])).toEqual([
    [['anne@astreinte.test'], 'Astreinte Est : visite non commencée'],
    [['bruno@astreinte.test'], 'Astreinte Est : visite non commencée'],
  ]);
  expect(e.courriels[0]?.texte).toContain('https://telegestion.test/garde/#');
  // Its hours are of the day when it was written, and its link opens no longer than it leaves.
  expect(e.courriels[0]?.texte.replaceAll('\u00a0', ' ')).toMatch(
    /^Le 28 novembre 2026 à 10 h 16 :\nEst : visite de 10 h 00/,
  );
  expect(e.courriels[0]?.perimeLe).toBe(paris('2026-11-28 22:16'));
  expect(e.courriels[0]?.texte).toContain('le compte de l’opérateur n’a plus de crédit');
  expect(await etats()).toEqual(['1 REFUSE CREDIT', '2 REFUSE CREDIT']);
  expect(e.astreinte.etat()).toMatchObject({ echec: 'CREDIT', sansAccuse: 1 });
  e.operateur.sms.sansCredit = false;
  await jusqua('12:00');
  expect(e.operateur.sms.messages).toEqual([]);
});

test('[AL-7] a text message that the network does not deliver, or not in time, goes to mail and to the next person', async () => {
  e.operateur.sms.reseau.set(ANNE, { remisApresMs: 20 * 60_000 });
  e.operateur.sms.reseau.set(BRUNO, { echoue: '70' });
  await jusqua('10:20');
  expect(e.courriels).toEqual([]);
  await jusqua('10:22');
  expect(await etats()).toEqual(['1 RETARD RETARD', '2 PRIS']);
  await jusqua('10:23');
  expect(await etats()).toEqual(['1 RETARD RETARD', '2 REFUSE NUMERO']);
  expect(e.courriels.map((c) => c.a[0])).toEqual(['anne@astreinte.test', 'bruno@astreinte.test']);
  await jusqua('10:40');
  expect(await etats()).toEqual(['1 REMIS RETARD', '2 REFUSE NUMERO']);
  expect([recus(ANNE).length, recus(BRUNO).length, e.courriels.length]).toEqual([1, 1, 2]);
});

test('[AL-7] neither account nor mail server: the next person at once, and it is said that nothing could leave', async () => {
  const muette = demarrer({ sms: false, courriel: false });
  await jusqua('10:20', muette);
  expect(await etats()).toEqual(['1 PERDU NON_REGLE', '2 PERDU NON_REGLE']);
  expect(muette.etat()).toMatchObject({ sms: false, echec: 'NON_REGLE' });
});

test('[AL-7] without the operator’s account, by mail, and the next person in her turn', async () => {
  const parCourriel = demarrer({ sms: false });
  await jusqua('10:30', parCourriel);
  expect(e.courriels.map((c) => c.a[0])).toEqual(['anne@astreinte.test']);
  await jusqua('10:31', parCourriel);
  expect(e.courriels.map((c) => c.a[0])).toEqual(['anne@astreinte.test', 'bruno@astreinte.test']);
});

test('[AL-7] the month’s number of text messages is not passed: mails from then on', async () => {
  const parametre = { cle: 'smsParMois', depuis: jour('2026-01-01'), valeur: 1, auteur: 'x', instant: e.maintenant };
  await e.banc.poser(BASE_CENTRALE, { _id: 'parametre:smsParMois:2026-01-01', type: 'parametre', ...parametre });
  await jusqua('10:18');
  expect(e.operateur.sms.messages).toEqual([]);
  expect(await etats()).toEqual(['1 COURRIEL BUDGET']);
  expect(e.courriels).toHaveLength(1);
});

test.each([
  ['before the operator had it', 'TAIRE'],
  ['once the operator had it', 'PRENDRE_ET_TAIRE'],
] as const)('[AL-7] a service that dies while it sends, %s: told once, and not forgotten', async (_, suite) => {
  taire(suite);
  await jusqua('10:16');
  expect(await etats()).toEqual(['1 TENTE']);
  laisserParler();
  await jusqua('10:25', demarrer());
  expect(recus(ANNE)).toEqual([DIT]);
  expect(await etats()).toEqual(['1 REMIS']);
});

test('[AL-7] the operator away for a while: what was not taken is sent when it is back, or goes by mail', async () => {
  e.operateur.pannes.push(
    { sorte: 'STATUT', statut: 503, methode: 'POST' },
    { sorte: 'STATUT', statut: 503, methode: 'GET' },
  );
  await jusqua('10:19');
  expect(recus(ANNE)).toEqual([DIT]);
  const url = e.operateur.url;
  await e.operateur.arreter();
  await e.banc.poserAntenne(
    'EST',
    usager('U2'),
    visite('W', '2026-11-28 10:05', '2026-11-28 11:00', { usagerId: 'U2' }),
  );
  await jusqua('10:27');
  expect(e.courriels.map((c) => c.a[0])).toEqual(['anne@astreinte.test']);
  expect((await etats()).slice(1)).toEqual(['1 REFUSE INJOIGNABLE', '2 PREPARE']);
  e.operateur = await demarrerApiOperateur({
    mode: 'formation',
    ...COMPTE,
    port: Number(new URL(url).port),
    horloge: () => epochMs(e.maintenant),
  });
  await jusqua('10:29');
  expect(recus(BRUNO)).toHaveLength(1);
  expect((await etats()).slice(1)).toEqual(['1 REFUSE INJOIGNABLE', '2 REMIS']);
});

test('[AL-7] a message that could not leave before it was seen, or before the night, does not leave after', async () => {
  taire();
  await jusqua('10:16');
  laisserParler();
  await e.banc.pointer(pointage('A', '2026-11-28 10:16', { id: 'a' }));
  await jusqua('10:20');
  expect([recus(ANNE), await etats()]).toEqual([[], ['1 SANS_OBJET']]);
  taire();
  await e.banc.poserAntenne('EST', visite('S', '2026-11-28 20:14', '2026-11-28 21:00'));
  e.maintenant = paris('2026-11-28 20:29');
  await jusqua('20:30');
  laisserParler();
  await jusqua('21:30');
  expect(e.operateur.sms.messages).toEqual([]);
  e.maintenant = paris('2026-11-29 08:00');
  await e.astreinte.minute();
  expect(recus(ANNE)).toEqual([DIT.replace('de 10 h 00', 'du 28/11 à 20 h 14')]);
});

const poserTrois = async (): Promise<void> => {
  for (const [u, prenom] of [
    ['U2', 'Paul'],
    ['U3', 'Zoé'],
  ] as const)
    await e.banc.poserAntenne(
      'EST',
      usager(u, { prenom }),
      visite(`V${u}`, '2026-11-28 10:00', '2026-11-28 11:00', { usagerId: u }),
    );
};

test('[AL-7] an operator that hangs is asked once a minute, whatever waits; what it keeps waiting goes by mail', async () => {
  await poserTrois();
  let demandes = 0;
  taire('TAIRE', () => {
    demandes += 1;
  });
  await jusqua('10:16');
  expect([demandes, (await etats()).sort()]).toEqual([1, ['1 PREPARE', '1 PREPARE', '1 TENTE']]);
  await jusqua('10:22');
  expect((await etats()).filter((e) => e === '1 REFUSE INJOIGNABLE')).toHaveLength(3);
  expect(e.courriels.filter((c) => c.a[0] === 'anne@astreinte.test')).toHaveLength(3);
});

test('[AL-7] one message that fails does not hold back the others, and the failure is told', async () => {
  await poserTrois();
  const muette = demarrer({ sms: false });
  e.pannesCourriel = 1;
  e.maintenant = paris('2026-11-28 10:16');
  await expect(muette.minute()).rejects.toThrow('des messages à l’astreinte');
  expect([e.courriels.length, muette.etat().sansAccuse]).toEqual([2, 3]);
  await muette.minute();
  expect(e.courriels).toHaveLength(3);
});

test('[AL-7] of two messages to one telephone of which one was taken, nobody can say which: both are sent', async () => {
  await poserTrois();
  taire();
  await jusqua('10:16');
  const messages = await lirePlage<MessageAstreinte>(e.banc.magasin, BASE_CENTRALE, plageDuType('message-astreinte'));
  for (const { _rev, ...m } of messages)
    await e.banc.poser(BASE_CENTRALE, { ...m, etat: 'TENTE', tenteLe: e.maintenant });
  const [, , pris] = [...messages].sort((a, b) => (a._id < b._id ? -1 : 1));
  const dejaLa = { de: COMPTE.de, vers: ANNE.slice(1), texte: pris?.texte ?? '', le: epochMs(e.maintenant) };
  e.operateur.sms.messages.push({ uuid: 'pris', ...dejaLa });
  laisserParler();
  await jusqua('10:19');
  const textes = recus(ANNE).map((t) => t.replace(" Je m'en occupe : LIEN", ''));
  expect(new Set(textes)).toEqual(new Set(messages.map((m) => m.texte)));
});

test('[AL-7] an operator that takes messages and says no more is no sign that they are late', async () => {
  for (let k = 0; k < 40; k += 1) e.operateur.pannes.push({ sorte: 'STATUT', statut: 503, methode: 'GET' });
  await jusqua('10:30');
  expect([await etats(), e.courriels]).toEqual([['1 PRIS'], []]);
  await jusqua('10:31');
  expect([(await etats())[0], e.courriels.length]).toEqual(['1 RETARD RETARD', 1]);
});

test('[AL-7] of what is over or taken meanwhile, no mail is written in place of a text message', async () => {
  taire();
  await jusqua('10:16');
  for (let k = 0; k < 40; k += 1) e.operateur.pannes.push({ sorte: 'STATUT', statut: 503, methode: 'GET' });
  await e.banc.pointer(pointage('A', '2026-11-28 10:16', { id: 'a' }));
  await jusqua('10:25');
  expect([await etats(), e.courriels]).toEqual([['1 REFUSE INJOIGNABLE'], []]);
});

test('[AL-7] a message held over the night leaves at eight by text message, and the next person waits for her turn', async () => {
  taire();
  await e.banc.poserAntenne('EST', visite('S', '2026-11-28 20:13', '2026-11-28 21:00'));
  await e.banc.pointer(pointage('A', '2026-11-28 10:00', { id: 'a' }), pointage('D', '2026-11-28 11:00', { id: 'd' }));
  e.maintenant = paris('2026-11-28 20:29');
  await jusqua('20:31');
  expect(await etats()).toEqual(['1 PREPARE']);
  laisserParler();
  for (e.maintenant = LENDEMAIN; e.maintenant <= paris('2026-11-29 08:14'); ) {
    await e.astreinte.minute();
    e.maintenant = instantDe(epochMs(e.maintenant) + 60_000);
  }
  const dit = DIT.replace('de 10 h 00', 'du 28/11 à 20 h 13');
  expect([recus(ANNE), recus(BRUNO), e.courriels]).toEqual([[dit], [], []]);
  e.maintenant = paris('2026-11-29 15:00');
  expect(await lireGarde(ports(), lien(0))).toMatchObject({ valeur: { etat: 'A_PRENDRE' } });
});
